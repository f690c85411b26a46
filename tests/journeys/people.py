"""What the people of the journey do, through labels and roles that a person would use."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from kernel.demo_accounts import PASSWORD as DEMO_PASSWORD
from tests.images import draw_licence, draw_portrait

PASSWORD = "aikotoba-wo-hitotsu"
FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select"
TOKYO = ZoneInfo("Asia/Tokyo")
LONGEST_QUEUE = 60  # seconds until a mail has been sent, on a busy machine


def field(page: Page | Locator, label: str) -> Locator:
    """Labels are matched from their start: a mark such as 必須 may follow."""
    named = page.get_by_label(re.compile(rf"^\s*{re.escape(label)}"))
    return named.and_(page.locator(FIELDS)).first


def fill(page: Page | Locator, values: dict[str, str]) -> None:
    for label, value in values.items():
        field(page, label).fill(value)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str | re.Pattern) -> None:
    open_link(page.get_by_role("link", name=name).first)


def open_link(link: Locator) -> None:
    """Clicks it and waits for the whole page that it leads to."""
    address = link.evaluate("link => link.href")
    link.click()
    link.page.wait_for_url(lambda url: url == address)


def every(locator: Locator) -> Locator:
    """The same, once its page has come: what counts or walks through does not wait by itself."""
    locator.first.wait_for(state="attached")
    locator.page.wait_for_load_state()
    return locator


def pick(page: Page | Locator, label: str) -> None:
    """Radio buttons and check boxes may be drawn as cards: the label is what is clicked."""
    page.locator("label").filter(has_text=label).first.click()


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    page.goto("/accounts/login/")
    fill(page, {"メールアドレス": email, "パスワード": password})
    press(page.locator("main"), "ログイン")
    expect(page).not_to_have_url(re.compile("/accounts/login/"))


@dataclass
class Staff:
    """Somebody of the office, in the Wagtail admin."""

    page: Page

    def set_rules(self, app: str, model: str, values: dict[str, str]) -> None:
        self.page.goto(f"/admin/settings/{app}/{model}/")
        fill(self.page, values)
        press(self.page, "保存")
        self.expect_done()

    def set_reward(self, rank: str, yen: int) -> None:
        self.page.goto("/admin/snippets/cast_portal/rank/")
        follow(self.page, rank)
        fill(self.page, {"1枠の報酬（円）": str(yen)})
        press(self.page, "保存")
        self.expect_done()

    def expect_done(self, text: str = "") -> None:
        """Wagtail's own green message."""
        expect(self.page.locator(".messages .success").filter(has_text=text)).to_be_visible()

    def mail_to(self, address: str, subject: str) -> str:
        """The text of a mail in the outbox, once the task queue has sent it."""
        row = self.page.get_by_role("row").filter(has_text=subject).filter(has_text="送信済み")
        until = monotonic() + LONGEST_QUEUE
        self.page.goto(f"/admin/outgoing-mails/?q={address}")
        while not row.count() and monotonic() < until:
            self.page.reload()
        open_link(row.first.get_by_role("link").first)
        return self.page.locator("main").inner_text()

    def link_in_mail(self, address: str, subject: str) -> str:
        found = re.search(r"https?://\S+", self.mail_to(address, subject))
        assert found, "the mail holds no link"
        return found[0]

    def open_entry(self, cast_name: str) -> None:
        self.page.goto("/admin/")
        follow(self.page, "キャスト審査")
        follow(self.page, cast_name)
        for picture in every(self.page.locator("figure img")).all():
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("image => image.naturalWidth") > 0

    def approve_entry(self, cast_name: str) -> None:
        decision = self.page.get_by_role("region", name="承認する")
        for box in every(decision.get_by_role("checkbox")).all():
            box.check()
        press(decision, "承認する")
        self.expect_done(cast_name)

    def approve_claim(self, cast_name: str) -> int:
        """The claim's id, which the bank file carries as customer code."""
        self.page.goto("/admin/payouts/claims/")
        open_link(self.page.get_by_role("row").filter(has_text=cast_name).get_by_role("link").first)
        claim_id = int(re.findall(r"\d+", self.page.url)[-1])
        press(self.page, "承認する")
        self.expect_done("請求を承認しました")
        return claim_id

    def create_batch(self) -> str:
        """The day the bank is to pay, as MMDD."""
        self.page.goto("/admin/payouts/batches/")
        follow(self.page, re.compile("振込データ.*追加"))
        day = field(self.page, "振込指定日").input_value()
        press(self.page, "振込データを作成する")
        self.expect_done("別の担当者の承認を待っています")
        return day[5:7] + day[8:10]

    def open_newest_batch(self) -> None:
        self.page.goto("/admin/payouts/batches/")
        open_link(self.page.locator("tbody").get_by_role("link").first)

    def approve_batch(self) -> None:
        self.open_newest_batch()
        press(self.page, "承認してファイルを作成する")
        self.expect_done("ファイルを作成しました")

    def download_batch(self) -> bytes:
        self.open_newest_batch()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="ダウンロード").first.click()
        return download.value.path().read_bytes()

    def mark_batch_paid(self) -> None:
        self.open_newest_batch()
        self.page.get_by_role("button", name=re.compile("を振込済みにする")).click()
        self.expect_done("キャストにメールでお知らせしました")


def save_pictures(folder: Path) -> dict[str, Path]:
    drawn = {
        "表面": draw_licence("front"),
        "裏面": draw_licence("back"),
        "プロフィール画像": draw_portrait(),
    }
    paths = {label: folder / f"{number}.jpg" for number, label in enumerate(drawn)}
    for label, path in paths.items():
        path.write_bytes(drawn[label])
    return paths


def ask_to_enter(page: Page, email: str) -> None:
    page.goto("/cast/entry/")
    fill(page, {"メールアドレス": email})
    press(page, "リンクを受け取る")
    expect(page.get_by_role("heading", name="メールを送信しました")).to_be_visible()


def open_entry_link(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "入力へ進む")


def fill_entry(page: Page, *, cast_name: str, folder: Path) -> None:
    """From the first step to the page that shows everything."""
    agree(page)
    say_who(page)
    say_what(page, cast_name)
    show_papers(page, folder)
    expect(page.get_by_role("heading", name="内容の確認")).to_be_visible()


def agree(page: Page) -> None:
    for box in every(page.get_by_role("checkbox", name=re.compile("読み、同意します"))).all():
        box.check()
    press(page, "同意して次へ")


def say_who(page: Page) -> None:
    fill(page, {"姓（本名）": "山田", "名（本名）": "太郎", "セイ": "やまだ", "メイ": "たろう"})
    fill(page, {"生年月日": "1995-04-01"})
    press(page, "次へ")


def say_what(page: Page, cast_name: str) -> None:
    fill(page, {"キャスト名": cast_name})
    page.get_by_role("group", name="登録を希望するカテゴリー").locator("label").first.click()
    pick(page, "ゴールド")
    fill(page, {"自己紹介": "街歩きとコーヒーの話をしましょう。どなたもお気軽にどうぞ。"})
    press(page, "次へ")


def show_papers(page: Page, folder: Path) -> None:
    pick(page, "運転免許証")
    for label, path in save_pictures(folder).items():
        page.get_by_label(re.compile(f"^{label}")).set_input_files(path)
    press(page, "次へ")


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    fill(page, {"新しいパスワード": PASSWORD})
    page.get_by_label(re.compile("再入力|確認")).fill(PASSWORD)
    press(page, "パスワードを設定する")


def offer_slots(page: Page, *, first: datetime, count: int) -> None:
    """Ticks `count` free slots from `first` on, on as many screens as it takes."""
    moment = first.astimezone(TOKYO)
    while count > 0:
        page.goto(f"/cast/schedule/?date={moment:%Y-%m-%d}&part={moment.hour // 6}")
        boxes = page.locator("label.slot--open input")
        starts = boxes.evaluate_all("boxes => boxes.map(box => box.value)")
        wanted = [start for start in starts if datetime.fromisoformat(start) >= moment][:count]
        for start in wanted:
            page.locator(f"label:has([value='{start}'])").click()
        if wanted:
            press(page, "登録する")
            expect(page.get_by_text(re.compile("登録しました")).first).to_be_visible()
        count -= len(wanted)
        moment = moment.replace(minute=0, second=0, microsecond=0)
        moment += timedelta(hours=6 - moment.hour % 6)


def sign_up(page: Page, *, email: str, guest_name: str) -> None:
    page.goto("/accounts/signup/")
    fill(page, {"メールアドレス": email, "パスワード": PASSWORD})
    page.get_by_label(re.compile("再入力|確認")).fill(PASSWORD)
    fill(page, {"姓（本名）": "佐藤", "名（本名）": "花子", "ゲスト名": guest_name})
    page.get_by_label(re.compile("同意します")).check()
    press(page.locator("main"), "登録する")


def pick_adjoining_slots(page: Page, *, count: int, lead: timedelta) -> None:
    """The first `count` slots that start at least `lead` from now."""
    earliest = (datetime.now(TOKYO) + lead).timestamp()
    boxes = every(page.locator("input[name=slots]"))
    starts = boxes.evaluate_all("boxes => boxes.map(box => Number(box.dataset.from))")
    index = next(index for index, start in enumerate(starts) if start >= earliest)
    for box in range(index, index + count):
        page.locator("label.slot").nth(box).click()
