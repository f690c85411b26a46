import pytest
from wagtail.models import ModelLogEntry

from cast_portal.domain.pictures import add_picture
from cast_portal.domain.profile import PARTS, profile_version
from tests.factories import CategoryFactory
from tests.images import draw_portrait

pytestmark = pytest.mark.django_db
URL = "/cast/profile/"


@pytest.fixture
def answers(cast):
    return {
        "version": profile_version(cast),
        "introduction": "音楽の話をしましょう。",
        "career": "作曲家",
        "categories": [CategoryFactory(name="音楽", slug="music").pk],
        "website_url": "example.com/me",
        "sns_url_1": "https://example.com/sns",
    }


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def test_a_profile_is_saved(cast, client, answers):
    page = client.post(URL, answers, follow=True).content.decode()
    cast.refresh_from_db()
    assert (cast.introduction, cast.career) == ("音楽の話をしましょう。", "作曲家")
    assert cast.links == ["https://example.com/me", "https://example.com/sns"]
    assert [category.slug for category in cast.categories.all()] == ["music"]
    assert "プロフィールを保存しました" in page
    assert ModelLogEntry.objects.get().action == "cast_portal.update_profile"


def test_an_older_window_does_not_write_over_a_newer_profile_unseen(cast, client, answers):
    chat = CategoryFactory().pk
    newer = {"introduction": "電話で書いた", "categories": [chat], "languages": ["ja"]}
    client.post(URL, answers | newer)

    answer = client.post(URL, answers | {"introduction": "机で書いた"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ほかの画面で内容が変更されました" in page
    # On a phone the form is far below: the way to it stands first.
    assert 'href="#profile-form"' in page
    for saved in ("電話で書いた", "雑談", "日本語"):
        assert f"保存されている内容：{saved}" in page
    assert "机で書いた" in page
    differing = {"introduction", "categories", "languages", "__all__"}
    assert answer.context["form"].errors.keys() == differing
    cast.refresh_from_db()
    assert cast.introduction == "電話で書いた"

    version = answer.context["form"]["version"].value()
    client.post(URL, answers | {"introduction": "机で書いた", "version": version})
    cast.refresh_from_db()
    assert (cast.introduction, cast.languages) == ("机で書いた", [])


def test_a_window_that_another_has_emptied_is_told_so(cast, client, answers):
    client.post(URL, answers)
    answer = client.post(URL, answers | {"topics": "映画"})
    assert "保存されている内容：（空欄）" in answer.content.decode()


def test_the_same_profile_from_two_windows_is_no_clash(client, answers):
    assert client.post(URL, answers).status_code == 302
    assert client.post(URL, answers).status_code == 302


def test_the_page_names_the_version_it_shows(cast, client):
    assert profile_version(cast) in client.get(URL).content.decode()


def test_the_form_opens_with_what_is_there(cast, client):
    cast.categories.add(CategoryFactory())
    page = client.get(URL).content.decode()
    assert cast.introduction in page
    assert "checked" in page
    assert 'href="/cast/profile/preview/"' in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.com/", "not an address"])
def test_only_web_addresses_are_links(cast, client, answers, address):
    assert client.post(URL, answers | {"website_url": address}).status_code == 422
    cast.refresh_from_db()
    assert cast.website_url == ""


@pytest.mark.parametrize("name", ["introduction", "career", "categories"])
def test_what_guests_need_is_required(client, answers, name):
    answer = client.post(URL, answers | {name: ""})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://192.168.0.1/",
        "https://me:secret@example.com/",
        "http://nas.local/",
    ],
)
def test_links_lead_to_public_sites_only(client, answers, address):
    answer = client.post(URL, answers | {"website_url": address})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_same_link_twice_is_refused(client, answers):
    answer = client.post(URL, answers | {"website_url": answers["sns_url_1"]})
    assert "同じリンクが2回入力されています" in answer.content.decode()


def test_topics_and_languages_are_shown_to_guests(cast, client, answers):
    client.post(URL, answers | {"topics": "映画、子育て", "languages": ["ja", "jsl"]})
    page = client.get(f"/casts/{cast.user.public_id}/").content.decode()
    assert "映画、子育て" in page
    assert "日本語、日本の手話" in page


def test_the_profile_says_how_complete_it_is(cast, client, answers):
    page = client.get(URL)
    assert page.context["completeness"].percent == 33
    assert [part.field for part in page.context["completeness"].missing] == [
        "main_picture",
        "topics",
        "languages",
        "website_url",
    ]
    content = page.content.decode()
    assert 'href="/cast/profile/pictures/"' in content
    assert 'href="/cast/profile/#id_topics"' in content

    client.post(URL, answers | {"topics": "映画", "languages": ["ja"]})
    add_picture(cast, source=draw_portrait())
    assert (client.get(URL).context["completeness"].percent) == 100


def test_every_field_named_as_missing_is_on_the_page(client):
    page = client.get(URL).content.decode()
    for part in PARTS.values():
        assert part.field == "main_picture" or f'id="id_{part.field}"' in page
