"""An entry from the first page to the receipt, on a phone, left half way and gone on with."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import broken_rules
from tests.journeys.people import (
    agree,
    ask_to_enter,
    field,
    fill,
    open_entry_link,
    press,
    say_what,
    say_who,
    show_papers,
)
from tests.services.browsing import PATIENCE


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(request, browser, platform):
    context = browser.new_context(
        base_url=platform.url,
        java_script_enabled=request.param,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        viewport={"width": 390, "height": 844},
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def mailed_link(platform):
    """mailed_link(address): of the newest mail that leads to the draft."""

    def read(address: str) -> str:
        mails = f"OutgoingMail.objects.filter(to={address!r}, kind='cast_portal.entry_link')"
        body = platform.shell(
            f"from notices.models import OutgoingMail; print({mails}.latest('pk').body)"
        )
        found = re.search(r"https?://\S+/cast/entry/continue/\S+", body)
        assert found
        return found[0]

    return read


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_entry_is_left_half_way_and_handed_in_later(phone, mailed_link, tmp_path, request):
    address = f"{request.node.callspec.id}@example.com"
    ask_to_enter(phone, address)
    open_entry_link(phone, mailed_link(address))
    heading(phone, "規約への同意")
    agree(phone)
    fill(phone, {"姓（本名）": "山田"})
    press(phone, "保存して中断する")
    heading(phone, "保存しました")
    phone.goto("/cast/entry/about/")
    heading(phone, "キャスト登録")

    open_entry_link(phone, mailed_link(address))
    heading(phone, "ご本人について")
    expect(field(phone, "姓（本名）")).to_have_value("山田")
    say_who(phone)
    fill(phone, {"キャスト名": "あかり"})
    press(phone, "戻る")
    heading(phone, "ご本人について")
    press(phone, "次へ")
    expect(field(phone, "キャスト名")).to_have_value("あかり")
    say_what(phone, "みずき")
    only_what_the_kind_asks_for(phone)
    show_papers(phone, tmp_path)
    heading(phone, "内容の確認")
    expect(phone.get_by_text("山田 太郎")).to_be_visible()
    phone.get_by_role("link", name="変更する：キャストとしての活動").click()
    fill(phone, {"キャスト名": "みずほ"})
    press(phone, "次へ")
    expect(phone.get_by_text("みずほ")).to_be_visible()
    press(phone, "この内容で登録する")

    heading(phone, "仮登録を受け付けました")
    phone.go_back()
    assert "check" not in phone.url


def only_what_the_kind_asks_for(page: Page) -> None:
    heading(page, "身分証明書とプロフィール画像")
    front, back, address = (page.locator(f".field:has([name={name}])") for name in PARTS)
    expect(front).to_be_hidden()
    for kind, seen in ASKED.items():
        page.locator("label").filter(has_text=kind).first.click()
        for part, is_asked in zip((front, back, address), seen, strict=True):
            expect(part).to_be_visible(visible=is_asked)
    page.get_by_role("group", name="学生証に").locator("label").first.click()
    expect(address).to_be_hidden()
    expect(back).to_be_visible()


PARTS = ("front", "back", "address")
ASKED = {
    "運転免許証": (True, True, False),
    "パスポート": (True, False, True),
    "在留カード": (True, True, False),
    "学生証": (True, False, False),
}


def test_step_that_is_left_by_the_progress_bar_is_saved(person, mailed_link):
    page = person("applicant")
    ask_to_enter(page, "bar@example.com")
    open_entry_link(page, mailed_link("bar@example.com"))
    agree(page)
    fill(page, {"姓（本名）": "山田"})
    page.get_by_role("navigation", name="入力の進みぐあい").get_by_role("link").first.click()
    heading(page, "規約への同意")
    press(page, "同意して次へ")

    expect(field(page, "姓（本名）")).to_have_value("山田")


ASK_AGAIN = """
from django.utils import timezone
from accounts.models import User
from cast_portal.domain.entry_links import resubmit_link
from cast_portal.domain.screening import return_application
from cast_portal.enums import EntryItem
from cast_portal.models import CastApplication, ScreeningReason
entry = CastApplication.objects.get(email="axe@example.com")
expired = ScreeningReason.objects.get(code="expired")
items = dict.fromkeys([EntryItem.DOCUMENT, EntryItem.NAME, EntryItem.PROFILE_IMAGE], expired)
staff = User.objects.get(email="staff@example.com")
return_application(
    entry, by=staff, seen=entry.stage_id, items=items, message="", now=timezone.now()
)
print(resubmit_link(entry))
"""


def test_no_step_breaks_a_rule_of_accessibility(person, platform, mailed_link, tmp_path, shot):
    page = person("applicant")
    broken = []

    def look(name: str) -> None:
        broken.extend(f"{name}: {one}" for one in broken_rules(page))
        shot(page, f"entry-{name}")

    page.goto("/cast/entry/")
    look("start")
    ask_to_enter(page, "axe@example.com")
    look("mailed")
    page.goto(mailed_link("axe@example.com"))
    look("continue")
    press(page, "入力へ進む")
    look("consent")
    agree(page)
    look("about")
    page.evaluate("document.forms[document.forms.length - 1].noValidate = true")
    press(page, "次へ")
    look("about-refused")
    say_who(page)
    look("activity")
    say_what(page, "みずき")
    look("documents")
    page.locator("label").filter(has_text="学生証").first.click()
    look("documents-student")
    show_papers(page, tmp_path)
    look("check")
    press(page, "この内容で登録する")
    look("sent")
    page.get_by_role("link", name="審査の状況を見る").click()
    look("status")
    page.goto(platform.shell(ASK_AGAIN))
    page.locator("label").filter(has_text="パスポート").first.click()
    look("resubmit")

    assert broken == []
