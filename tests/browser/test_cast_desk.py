"""A cast's dashboard and console in several windows, and what they keep of what was typed."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import broken_rules

# The talk that is over waits for its report, the next one may be cancelled, one slot is free.
MAKE_DAY = """
import json
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from accounts.models import User
from tests.factories import CastFactory, GuestFactory, ReservationFactory, SlotFactory

def key_of(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value

now, minute = timezone.now(), timedelta(minutes=1)
cast = CastFactory(user__email="{name}@example.com", user__public_name="みお")
guest = GuestFactory(user__email="{name}-guest@example.com", user__public_name="そら").user

def talk(starts_at):
    times = dict(talk__starts_at=starts_at, talk__ends_at=starts_at + 3 * minute)
    return ReservationFactory(cast=cast, talk__guest=guest, **times).talk.public_id

over = talk(now - 5 * minute)
coming = talk(now + 90 * minute)
slot = SlotFactory(cast=cast, starts_at=now + 30 * minute).pk
print(json.dumps(dict(
    cast=key_of(cast.user), guest=key_of(guest), over=over, coming=coming,
    release=f"/cast/schedule/slots/{{slot}}/release/",
    reserve=f"/casts/{{cast.user.public_id}}/reserve/?slots={{slot}}",
)))
"""
SOON = {"timeout": 2000}
HIDE = "() => Object.defineProperty(document, 'hidden', { value: true })"


@pytest.fixture
def day(platform, request):
    name = request.node.name.replace("_", "-")
    return json.loads(platform.shell(MAKE_DAY.format(name=name)))


@pytest.fixture
def window(person, platform, day):
    """window("cast") opens a window of its own, signed in, each time."""
    names = iter(range(9))

    def make(who, path="/cast/", **size):
        page = person(f"{who}-{next(names)}", **size)
        page.context.add_cookies([{"name": "sessionid", "value": day[who], "url": platform.url}])
        page.goto(path)
        return page

    return make


def memo_of(page):
    return page.get_by_label("メモ", exact=True)


def saved(page):
    return page.get_by_text(re.compile("^(保存しました|保存済み)"))


def test_two_windows_of_a_dashboard_agree_within_two_seconds(window, day):
    one, other, guest = window("cast"), window("cast"), window("guest", day["reserve"])
    console = window("cast", "/cast/today/")
    # Whoever stands in the memo of a window still sees what changes around it.
    memo_of(other).focus()

    guest.get_by_role("button", name="予約する").click()
    guest.wait_for_url(re.compile("/guest/talks/"))
    reserved = other.locator(".next-talk").get_by_role("link", name="そらさん")
    expect(reserved).not_to_have_attribute("href", re.compile(day["coming"]), **SOON)
    expect(console.get_by_role("heading", name="次のゲスト：そらさん")).to_be_visible(**SOON)

    memo_of(one).fill("次は旅の話から")
    expect(saved(one)).to_be_visible()
    expect(memo_of(other)).to_have_value("次は旅の話から", **SOON)
    expect(memo_of(other)).to_be_focused()

    one.goto(f"/cast/talks/{day['over']}/report/")
    one.get_by_role("radio", name=re.compile("^トラブル")).check()
    one.get_by_role("button", name="報告する").click()
    expect(one.get_by_text("送信しました")).to_be_visible()
    for page in (other, console):
        expect(page.get_by_role("link", name="完了報告をする")).to_have_count(0, **SOON)


def test_a_talk_that_is_cancelled_is_so_in_every_window_of_its_cast(window, day):
    address = f"/cast/talks/{day['coming']}/"
    listed, shown = window("cast", "/cast/talks/"), window("cast", address)
    expect(listed.locator(".talk-rows > *")).to_have_count(1)
    other = window("cast", address)
    other.get_by_text("この予約をキャンセルする").click()
    other.get_by_label("理由").fill("体調不良のため")
    other.get_by_role("button", name="キャンセルを確定する").click()

    expect(listed.get_by_text("これからのトークはありません")).to_be_visible(**SOON)
    expect(shown.get_by_text("都合でキャンセルされました")).to_be_visible(**SOON)
    expect(shown.get_by_text("この予約をキャンセルする")).to_be_hidden()


def test_plans_and_breaks_follow_what_happens_elsewhere(window, day):
    plan = window("cast", "/cast/schedule/plan/?source=week&times=1")
    a_break = window("cast", "/cast/today/break/?length=60")
    expect(a_break.get_by_text("1枠", exact=True)).to_be_visible()
    # What somebody is about to choose stays, and so does what they have typed.
    plan.get_by_role("radio", name="この日を翌日以降へコピー").check()
    plan.get_by_label("くり返し").fill("5")

    other = window("cast", "/cast/schedule/plan/")
    other.get_by_label("ひな形の名前").fill("講義のない日")
    other.get_by_role("button", name="ひな形を保存する").click()
    expect(plan.get_by_role("radio", name="ひな形「講義のない日」")).to_be_visible(**SOON)
    expect(plan.get_by_role("radio", name="この日を翌日以降へコピー")).to_be_checked()
    expect(plan.get_by_label("くり返し")).to_have_value("5")

    other.goto(day["release"])
    other.get_by_role("button", name="OK").click()
    expect(a_break.get_by_text("解除する枠はありません")).to_be_visible(**SOON)


def test_two_windows_that_write_one_memo_lose_neither_text(window):
    one, other = window("cast"), window("cast")
    other.context.set_offline(True)
    memo_of(other).fill("電車で書いた")
    expect(other.get_by_text("保存できていません")).to_be_visible()
    memo_of(one).fill("机で書いた")
    expect(saved(one)).to_be_visible()

    other.context.set_offline(False)
    expect(other.get_by_label("ほかの画面で保存された文章")).to_have_value("机で書いた")
    expect(memo_of(other)).to_have_value("電車で書いた")
    expect(memo_of(one)).to_have_value("机で書いた")
    assert broken_rules(other) == []
    other.get_by_role("button", name="両方を残す").click()
    both = "机で書いた\n\n電車で書いた"
    expect(memo_of(one)).to_have_value(both)
    expect(saved(other)).to_be_visible()
    expect(memo_of(other)).to_have_value(both)


def test_a_memo_written_offline_outlives_its_page(window):
    page = window("cast")
    page.context.set_offline(True)
    memo_of(page).fill("電波のない所で")
    expect(page.get_by_text("保存できていません")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/cast/")
    expect(memo_of(page)).to_have_value("電波のない所で")
    expect(saved(page)).to_be_visible()
    expect(memo_of(window("cast"))).to_have_value("電波のない所で")


def test_stars_are_there_only_while_the_talk_took_place(window, day):
    page = window("cast", f"/cast/talks/{day['over']}/report/")
    stars = page.get_by_role("group", name="トークの評価")
    for outcome in ("未実施", "トラブル"):
        page.get_by_role("radio", name=re.compile(f"^{outcome}")).check()
        expect(stars).to_be_hidden()
    page.get_by_role("radio", name=re.compile("^完了")).check()
    expect(stars).to_be_visible()
    assert broken_rules(page) == []


def test_a_message_shows_on_the_desk_and_is_not_read_by_a_window_that_nobody_looks_at(window, day):
    dashboard, shown = window("cast"), window("cast", "/cast/today/")
    talk = window("cast", f"/cast/talks/{day['coming']}/")
    talk.evaluate(HIDE)
    guest = window("guest", f"/talks/{day['coming']}/messages/")
    guest.get_by_role("textbox", name="メッセージ").fill("楽しみです")
    guest.get_by_role("button", name="送信する").click()

    unread = dashboard.get_by_role("link", name="未読メッセージ1件").first
    expect(unread).to_be_visible(**SOON)
    assert broken_rules(dashboard) == []
    unread.click()
    expect(dashboard.get_by_text("楽しみです")).to_be_visible()
    expect(shown.get_by_role("link", name="未読メッセージ1件")).to_have_count(0, **SOON)


def test_a_report_half_written_is_there_again_until_it_is_sent(window, day):
    path = f"/cast/talks/{day['over']}/report/"
    page = window("cast", path)
    page.get_by_role("radio", name=re.compile("^未実施")).check()
    page.get_by_label("感想").fill("お見えになりませんでした")
    expect(page.get_by_text("下書きをこの端末に控えました")).to_be_visible()
    page.goto("about:blank")
    page.goto(path)
    expect(page.get_by_text("前に入力した下書きを戻しました")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^未実施"))).to_be_checked()
    expect(page.get_by_label("感想")).to_have_value("お見えになりませんでした")
    page.get_by_role("button", name="報告する").click()
    expect(page.get_by_text("送信しました")).to_be_visible()
    page.wait_for_function("() => localStorage.length === 0")


def test_a_report_filed_in_one_window_stands_in_the_others(window, day):
    path = f"/cast/talks/{day['over']}/"
    form, talk = window("cast", f"{path}report/"), window("cast", path)
    other = window("cast", f"{path}report/")
    other.get_by_role("radio", name=re.compile("^未実施")).check()
    other.get_by_label("感想").fill("お見えになりませんでした")
    other.get_by_role("button", name="報告する").click()
    expect(form.get_by_text("完了報告は送信済みです。")).to_be_visible(**SOON)
    expect(talk.get_by_role("heading", name="完了報告")).to_be_visible(**SOON)


def test_a_memo_whose_writer_was_signed_out_says_so_and_is_not_lost(window):
    page = window("cast")
    expect(memo_of(page)).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    memo_of(page).fill("急いで書いたこと")
    expect(page.get_by_text("ログインの期限が切れたため、保存できていません。")).to_be_visible()
    assert "急いで書いたこと" in page.evaluate("() => Object.values(localStorage).join()")
