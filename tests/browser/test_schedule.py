import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from kernel.demo_accounts import PASSWORD
from tests.browser.accessibility import broken_rules


@pytest.fixture
def sign_in_to(person):
    """sign_in_to(path) gives a window of its own, signed in as the same cast each time."""
    names = iter(["cast", "cast-again"])

    def make(path):
        page = person(next(names))
        page.goto(f"/accounts/login/?next={quote(path)}")
        page.get_by_label("メールアドレス").fill("cast2@example.com")
        page.get_by_label("パスワード").fill(PASSWORD)
        page.get_by_role("button", name="ログイン").click()
        page.wait_for_url(re.compile(r"^[^?]*/cast/schedule/"))
        return page

    return make


@pytest.fixture
def night():
    """The address of a night that the demo leaves empty and no other test fills."""
    today = localdate()
    return lambda days: f"/cast/schedule/?part=0&date={today + timedelta(days=days)}"


def ticked(page):
    return page.locator("input[name=starts]:checked").count()


def box(page, time):
    return page.get_by_role("checkbox", name=re.compile(f"^{time}"))


def square(page, time):
    return page.locator(".slot--open", has=box(page, time))


def middle(locator):
    place = locator.bounding_box()
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def test_two_windows_of_one_cast_agree_within_two_seconds(sign_in_to, night):
    one, other = sign_in_to(night(31)), sign_in_to(night(31))
    box(other, "1:30").check()
    box(one, "1:00").check()
    one.get_by_role("button", name="登録する").click()
    expect(one.get_by_text("1枠を登録しました")).to_be_visible()

    free = other.get_by_role("link", name=re.compile("^1:00"))
    expect(free).to_be_visible(timeout=2000)
    # What the other window was about to offer is still ticked.
    expect(box(other, "1:30")).to_be_checked()

    one.get_by_role("link", name=re.compile("^1:00")).click()
    one.get_by_role("button", name="OK").click()
    expect(box(other, "1:00")).to_be_visible(timeout=2000)


def test_a_guests_page_shows_new_times_by_itself(sign_in_to, person, night):
    cast = sign_in_to(night(32))
    box(cast, "2:00").check()
    cast.get_by_role("button", name="登録する").click()
    expect(cast.get_by_text("1枠を登録しました")).to_be_visible()
    public_id = cast.locator("[data-socket]").get_attribute("data-socket").split("/")[3]
    guest = person("guest")
    day = night(32).split("date=")[1]
    guest.goto(f"/casts/{public_id}/?day={day}")
    expect(guest.get_by_role("checkbox", name=re.compile("^2:00"))).to_be_visible()
    box(cast, "2:03").check()
    cast.get_by_role("button", name="登録する").click()
    expect(guest.get_by_role("checkbox", name=re.compile("^2:03"))).to_be_visible(timeout=2000)


def test_squares_are_painted_with_one_stroke(sign_in_to, night):
    page = sign_in_to(night(33))
    expect(page.get_by_text("横になぞると、続けて選べます。")).to_be_visible()
    square(page, "3:00").scroll_into_view_if_needed()
    page.mouse.move(*middle(square(page, "3:00")))
    page.mouse.down()
    page.mouse.move(*middle(square(page, "3:06")), steps=4)
    page.mouse.move(*middle(square(page, "3:09")), steps=4)
    page.mouse.up()
    assert ticked(page) == 4
    square(page, "3:24").click()
    square(page, "3:30").click(modifiers=["Shift"])
    expect(page.get_by_text("7枠を選択中")).to_be_visible()
    # A stroke that begins on a ticked square takes away.
    page.mouse.move(*middle(square(page, "3:03")))
    page.mouse.down()
    page.mouse.move(*middle(square(page, "3:00")), steps=4)
    page.mouse.up()
    expect(page.get_by_text("5枠を選択中")).to_be_visible()


def test_a_stroke_that_ends_outside_of_the_squares_is_over(sign_in_to, night):
    page = sign_in_to(night(33))
    square(page, "4:00").scroll_into_view_if_needed()
    page.mouse.move(*middle(square(page, "4:00")))
    page.mouse.down()
    page.mouse.move(*middle(square(page, "4:06")), steps=4)
    page.mouse.move(2, 2, steps=4)
    page.mouse.up()
    expect(page.get_by_text("3枠を選択中")).to_be_visible()
    page.mouse.move(*middle(square(page, "4:15")), steps=4)
    expect(page.get_by_text("3枠を選択中")).to_be_visible()
    # Nor is the next click lost.
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_text("3枠を登録しました")).to_be_visible()


def test_what_is_ticked_on_several_days_and_times_is_saved_in_one_go(sign_in_to, night):
    page = sign_in_to(night(35))
    box(page, "1:00").check()
    page.get_by_role("link", name="昼").click()
    more = page.get_by_text("ほかの時間帯・日の1枠を含む")
    expect(more).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^13:00")).check()
    expect(page.get_by_text("2枠を選択中")).to_be_visible()
    page.goto(night(36))
    box(page, "2:00").check()
    page.reload()
    expect(box(page, "2:00")).to_be_checked()
    expect(page.get_by_text("3枠を選択中")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_text("3枠を登録しました")).to_be_visible()
    expect(page.get_by_text("時間を選んでください", exact=True)).to_be_visible()
    page.goto(night(35))
    expect(page.get_by_role("link", name=re.compile("^1:00"))).to_be_visible()
    assert ticked(page) == 0

    box(page, "1:30").check()
    page.goto(night(36))
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_text("時間を選んでください", exact=True)).to_be_visible()


def test_the_schedule_by_keyboard_alone(sign_in_to, night):
    page = sign_in_to(night(34))
    box(page, "4:00").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_text("3枠を選択中")).to_be_visible()
    expect(box(page, "4:06")).to_be_focused()
    page.keyboard.press("End")
    expect(box(page, "5:57")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="登録する")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3枠を登録しました")).to_be_visible()
    page.get_by_role("link", name=re.compile("^4:03")).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="この枠を解除しますか？")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^4:03"))).to_be_focused()
    assert broken_rules(page) == []
