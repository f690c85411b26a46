import re

import pytest
from playwright.sync_api import expect

from kernel.demo_accounts import PASSWORD
from tests.browser.accessibility import broken_rules
from tests.images import draw_portrait

URL = "/cast/profile/pictures/"


@pytest.fixture
def page(person):
    page = person("cast", width=390)
    page.goto(f"/accounts/login/?next={URL}")
    page.get_by_label("メールアドレス").fill("cast2@example.com")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(f"**{URL}")
    return page


def add(page):
    file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": draw_portrait()}
    page.locator("input[name=image]").set_input_files(file)
    page.get_by_role("button", name="写真を追加する").click()
    page.wait_for_url(re.compile(r"/pictures/\d+/$"))


def square(page):
    values = [page.locator(f"[name={name}]").input_value() for name in ("left", "top", "side")]
    return tuple(map(int, values))


def drag(page, stage, right, down):
    box = stage.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def test_a_square_is_chosen_by_pointer_wheel_and_keyboard(page):
    add(page)
    stage = page.get_by_role("application", name="切り抜く前の写真")
    assert square(page) == (0, 90, 900)
    assert broken_rules(page) == []

    stage.focus()
    page.keyboard.press("ArrowDown")
    assert square(page) == (0, 108, 900)
    for _press in range(4):
        page.keyboard.press("+")
    left, _top, side = square(page)
    assert side == round(900 / 1.05**4)
    assert left == round((900 - 900 / 1.05**4) / 2)

    page.keyboard.press("ArrowRight")
    assert square(page)[0] > left
    page.keyboard.press("-")
    assert square(page)[2] > side

    before = square(page)
    drag(page, stage, 40, 30)
    assert square(page)[0] < before[0]
    assert square(page)[1] < before[1]
    page.mouse.wheel(0, -100)
    expect(page.locator("[name=side]")).not_to_have_value(str(before[2]))

    page.get_by_label("範囲の大きさ").fill("300")
    chosen = square(page)
    page.get_by_role("button", name="この範囲で保存する").click()
    expect(page.get_by_text("写真の範囲を保存しました")).to_be_visible()
    page.get_by_role("link", name=re.compile("範囲を整える.*2枚目")).click()
    assert square(page) == chosen


def test_fingers_move_and_pinch(page):
    add(page)
    # What a touch screen sends, two fingers one after the other.
    page.evaluate("""() => {
        const stage = document.querySelector("[data-stage]");
        stage.setPointerCapture = () => {};
        const send = (kind, pointerId, clientX, clientY) => stage.dispatchEvent(
            new PointerEvent(kind, { pointerId, clientX, clientY, pointerType: "touch" }));
        send("pointerdown", 1, 100, 300); send("pointerdown", 2, 200, 300);
        send("pointermove", 2, 300, 300);
        send("pointerup", 1, 100, 300); send("pointerup", 2, 300, 300);
    }""")
    assert square(page)[2] == 450


def test_pictures_change_places_and_go(page):
    if page.get_by_role("listitem").filter(has_text="3枚目").count() == 0:
        add(page)
        page.goto(URL)
    first = page.locator(".gallery-edit__item").first
    last = page.locator(".gallery-edit__item").last
    name = last.get_attribute("id")
    last.get_by_role("button", name="メインにする").click()
    expect(first).to_have_attribute("id", name)
    expect(first).to_contain_text("メインの写真")
    first.get_by_role("button", name="削除").click()
    page.get_by_role("dialog").get_by_role("button", name="削除する").click()
    expect(page.get_by_text("写真を削除しました")).to_be_visible()
    expect(page.locator(f"#{name}")).to_have_count(0)
