from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import ModelLogEntry

from tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db
URL = "/cast/profile/"


@pytest.fixture
def answers(db):
    return {
        "introduction": "音楽の話をしましょう。",
        "career": "作曲家",
        "categories": [CategoryFactory(name="音楽", slug="music").pk],
        "website_url": "example.com/me",
        "sns_url_1": "https://example.com/sns",
    }


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def picture(side=600, name="me.png"):
    buffer = BytesIO()
    Image.new("RGB", (side, side), "teal").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")


def test_a_profile_is_saved(cast, client, answers):
    page = client.post(URL, answers, follow=True).content.decode()
    cast.refresh_from_db()
    assert (cast.introduction, cast.career) == ("音楽の話をしましょう。", "作曲家")
    assert cast.links == ["https://example.com/me", "https://example.com/sns"]
    assert [category.slug for category in cast.categories.all()] == ["music"]
    assert "プロフィールを保存しました" in page
    assert ModelLogEntry.objects.get().action == "cast_portal.update_profile"


def test_the_form_opens_with_what_is_there(cast, client):
    cast.categories.add(CategoryFactory())
    page = client.get(URL).content.decode()
    assert cast.introduction in page
    assert "checked" in page
    assert f'href="/casts/{cast.user.public_id}/"' in page


def test_a_picture_is_kept_as_a_new_jpeg(cast, client, answers):
    client.post(URL, answers | {"image": picture()})
    cast.refresh_from_db()
    assert cast.image.name.endswith(".jpg")
    with Image.open(cast.image) as kept:
        assert (kept.format, kept.size) == ("JPEG", (600, 600))


def test_a_new_picture_replaces_the_old_file(
    cast, client, answers, django_capture_on_commit_callbacks
):
    client.post(URL, answers | {"image": picture()})
    cast.refresh_from_db()
    old = cast.image.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, answers | {"image": picture()})
    cast.refresh_from_db()
    assert cast.image.name != old
    assert not default_storage.exists(old)
    assert default_storage.exists(cast.image.name)


def test_saving_without_a_picture_keeps_the_one_there_is(cast, client, answers):
    client.post(URL, answers | {"image": picture()})
    client.post(URL, answers)
    cast.refresh_from_db()
    assert cast.image


def test_a_file_that_is_no_picture_is_refused_and_the_text_kept(cast, client, answers):
    script = SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answer = client.post(URL, answers | {"image": script})
    assert answer.status_code == 422
    assert "JPEG・PNG・WebP" in answer.content.decode()
    assert "音楽の話をしましょう。" in answer.content.decode()
    cast.refresh_from_db()
    assert not cast.image


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
    page = client.get(URL).context["completeness"]
    assert (page.percent, "話せる話題" in page.missing) == (33, True)
    everything = {"topics": "映画", "languages": ["ja"], "image": picture()}
    client.post(URL, answers | everything)
    assert (client.get(URL).context["completeness"].percent) == 100
