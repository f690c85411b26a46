import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from kernel.demo_accounts import DEMO_ACCOUNTS
from kernel.templatetags.design_tags import icon, initial

pytestmark = pytest.mark.django_db
ICONS = sorted(path.stem for path in (settings.SITE_DIR / "templates" / "icons").glob("*.svg"))


@pytest.fixture
def page(rf):
    def render(template, user, path="/"):
        request = rf.get(path)
        request.user = user
        return render_to_string(template, request=request)

    return render


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_a_drawing_that_screen_readers_skip(name):
    drawing = icon(name)
    assert drawing.startswith("<svg")
    assert 'aria-hidden="true"' in drawing


def test_an_unknown_icon_is_a_mistake_that_shows():
    with pytest.raises(TemplateDoesNotExist):
        icon("no-such-icon")


@pytest.mark.parametrize(
    ("name", "letter"), [("水野あおい", "水"), ("ｶﾞｸ", "ガ"), ("alice", "A"), (" なぎ", "な")]
)
def test_whoever_has_no_picture_has_a_whole_letter(name, letter):
    assert initial(name) == letter


def test_every_page_starts_with_a_way_past_the_menu(page):
    html = page("base.html", AnonymousUser())
    body = html.partition("<body")[2]
    assert re.search(r"<a [^>]*>", body)[0] == '<a class="skip-link" href="#main">'
    assert 'id="main"' in body


def test_pages_hold_no_inline_script_style_or_handler(page, guest):
    for template, user in (("base.html", AnonymousUser()), ("portal.html", guest)):
        html = page(template, user)
        assert "<style" not in html
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
        assert not re.search(r'\s(style|on\w+)="', html)


def test_a_visitor_is_offered_to_sign_in(page):
    html = page("base.html", AnonymousUser())
    assert "ログイン" in html
    assert "ログアウト" not in html


@pytest.mark.parametrize("template", ["base.html", "portal.html"])
def test_signing_out_is_a_post(page, guest, template):
    html = page(template, guest)
    assert '<form method="post" action="/accounts/logout/">' in html
    assert 'href="/accounts/logout/"' not in html


def portal_links(html):
    nav = html.partition('<nav class="portal__nav"')[2].partition("</nav>")[0]
    return re.findall(r"<span>(.+?)</span>", nav)


def test_a_cast_sees_the_cast_menu(page, cast):
    links = portal_links(page("portal.html", cast.user))
    assert links == ["ダッシュボード", "スケジュール", "トーク", "請求", "プロフィール"]


def test_a_guest_sees_the_guest_menu(page, guest):
    links = portal_links(page("portal.html", guest))
    assert links == ["マイページ", "キャストを探す", "トーク", "プロフィール"]


def test_staff_are_led_to_the_admin(page, staff):
    assert portal_links(page("portal.html", staff))[0] == "管理画面"


@pytest.mark.parametrize(
    ("path", "label"),
    [("/cast/", "ダッシュボード"), ("/cast/talks/", "トーク"), ("/cast/talks/x/", "トーク")],
)
def test_one_menu_entry_is_marked_as_the_current_one(page, cast, path, label):
    html = page("portal.html", cast.user, path)
    marked = re.findall(r'aria-current="page">.*?<span>(.+?)</span>', html, re.S)
    assert marked == [label]


def test_a_demo_says_that_it_is_one(page, settings):
    settings.DEMO = True
    assert "お試し用のデモ" in page("base.html", AnonymousUser())
    settings.DEMO = False
    assert "お試し用のデモ" not in page("base.html", AnonymousUser())


def test_the_sign_in_page_of_a_demo_lists_its_accounts(client, settings):
    settings.DEMO = True
    html = client.get("/accounts/login/").content.decode()
    assert all(account.email in html for account in DEMO_ACCOUNTS)


def test_outside_a_demo_no_account_is_listed(client, settings):
    settings.DEMO = False
    html = client.get("/accounts/login/").content.decode()
    assert "@example.com" not in html
    assert "sashitalk-demo" not in html


def test_pages_travel_compressed(client, page_tree):
    response = client.get("/accounts/login/", headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
