import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from PIL import Image, UnidentifiedImageError
from wagtail.models import ModelLogEntry

from cast_portal.domain.cropping import Square, cut_picture
from cast_portal.domain.pictures import (
    add_picture,
    crop_picture,
    move_picture,
    picture_of,
    remove_picture,
)
from cast_portal.domain.purging import sweep_unclaimed_pictures
from cast_portal.enums import PictureMove
from cast_portal.models import CastPicture
from kernel.errors import Refusal
from tests.factories import NOW, CastFactory

pytestmark = pytest.mark.django_db
URL = "/cast/profile/pictures/"
RED, BLUE = (254, 0, 0), (0, 0, 254)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


def encoded(image, kind="JPEG"):
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def halves():
    """JPEG bytes: 800 x 400, red on the left, blue on the right."""
    image = Image.new("RGB", (800, 400), "red")
    image.paste("blue", (400, 0, 800, 400))
    return encoded(image)


def upload(kind="PNG", size=(900, 600)):
    content = encoded(Image.new("RGB", size, "teal"), kind)
    return SimpleUploadedFile("me.png", content, content_type="image/png")


def age(*names, days):
    then = (NOW - timedelta(days=days)).timestamp()
    for name in names:
        os.utime(default_storage.path(name), (then, then))


def several(cast, count):
    return [add_picture(cast, source=halves()) for _ in range(count)]


def order_of(cast):
    rows = list(cast.pictures.values_list("order", "pk"))
    assert [order for order, _pk in rows] == list(range(1, len(rows) + 1))
    return [pk for _order, pk in rows]


def colour_at(image, place):
    with image.open() as file, Image.open(file) as picture:
        return picture.getpixel(place)


def is_near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


# --- cropping


@pytest.mark.parametrize(
    ("wanted", "square"),
    [
        (None, [200, 0, 400]),
        (Square(0, 0, 300), [0, 0, 300]),
        (Square(-50, 700, 300), [0, 100, 300]),
        (Square(700, 0, 9000), [400, 0, 400]),
        (Square(10, 10, 0), [10, 10, 200]),
    ],
)
def test_a_square_is_brought_inside_of_the_picture(wanted, square):
    assert cut_picture(BytesIO(halves()), wanted).square == square


def test_an_upright_picture_is_cut_where_faces_are():
    tall = encoded(Image.new("RGB", (400, 800)))
    assert cut_picture(BytesIO(tall)).square == [0, 120, 400]


def test_a_narrow_picture_is_cut_as_wide_as_it_is():
    narrow = encoded(Image.new("RGB", (100, 800)))
    assert cut_picture(BytesIO(narrow), Square(0, 0, 500)).square == [0, 0, 100]


def test_the_square_chosen_is_what_guests_see(cast):
    [picture] = several(cast, 1)
    assert is_near(colour_at(picture.image, (10, 10)), RED)
    assert is_near(colour_at(picture.image, (390, 10)), BLUE)

    crop_picture(picture, square=Square(400, 0, 400))

    picture.refresh_from_db()
    assert is_near(colour_at(picture.image, (10, 10)), BLUE)
    assert is_near(colour_at(picture.small, (10, 10)), BLUE)
    assert picture.square == [400, 0, 400]


def test_cropping_may_take_back_what_an_earlier_one_left_out(cast):
    [picture] = several(cast, 1)
    crop_picture(picture, square=Square(600, 100, 200))
    picture = crop_picture(picture, square=Square(0, 0, 400))
    assert is_near(colour_at(picture.image, (10, 10)), RED)


# --- the files


def test_old_files_go_only_when_the_change_counts(cast, django_capture_on_commit_callbacks):
    [picture] = several(cast, 1)
    image, source = picture.image.name, picture.source.name
    with django_capture_on_commit_callbacks(execute=True):
        crop_picture(picture, square=Square(0, 0, 300))
        assert default_storage.exists(image)
    assert not default_storage.exists(image)
    assert default_storage.exists(source)
    picture.refresh_from_db()
    assert all(map(default_storage.exists, picture.files))

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(picture)
    assert not any(map(default_storage.exists, picture.files))


def test_files_of_a_change_that_was_undone_are_swept_after_a_day(cast, now):
    [kept] = several(cast, 1)
    old = default_storage.save("casts/old.jpg", BytesIO(halves()))
    CastPicture.objects.create(cast=cast, order=2, image=old, small=old, source=old)
    with transaction.atomic():
        [undone] = several(cast, 1)
        again = crop_picture(kept, square=Square(0, 0, 300))
        transaction.set_rollback(True)
    kept.refresh_from_db()
    left_behind = undone.files | (again.files - kept.files)
    assert len(left_behind) == 5

    age(*left_behind, days=0)
    assert sweep_unclaimed_pictures(now=now) == 0
    age(*left_behind, *kept.files, old, days=2)
    assert sweep_unclaimed_pictures(now=now) == 5
    assert not any(map(default_storage.exists, left_behind))
    assert all(map(default_storage.exists, {*kept.files, old}))


def test_a_square_is_drawn_before_the_database_is_asked_for_anything(
    cast, django_assert_num_queries
):
    [picture] = several(cast, 1)
    Path(picture.source.path).write_bytes(b"no picture")
    with django_assert_num_queries(0), pytest.raises(UnidentifiedImageError):
        add_picture(cast, source=b"no picture")
    with django_assert_num_queries(0), pytest.raises(UnidentifiedImageError):
        crop_picture(picture, square=Square(0, 0, 300))


def test_a_picture_whose_file_has_gone_with_it_is_said_to_be_removed(cast):
    [picture] = several(cast, 1)
    default_storage.delete(picture.source.name)
    with pytest.raises(Refusal, match="picture_gone"):
        crop_picture(picture, square=Square(0, 0, 300))


def test_a_picture_from_before_there_were_several_can_be_cut_again(
    cast, django_capture_on_commit_callbacks
):
    name = default_storage.save("casts/old.jpg", BytesIO(halves()))
    picture = CastPicture.objects.create(cast=cast, order=1, image=name, small=name, source=name)
    with django_capture_on_commit_callbacks(execute=True):
        picture = crop_picture(picture, square=Square(0, 0, 300))
    assert default_storage.exists(name)
    assert name not in (picture.image.name, picture.small.name)


# --- order and number


@pytest.mark.parametrize(
    ("at", "move", "order"),
    [
        (2, PictureMove.FIRST, [2, 0, 1]),
        (2, PictureMove.UP, [0, 2, 1]),
        (0, PictureMove.UP, [0, 1, 2]),
        (0, PictureMove.DOWN, [1, 0, 2]),
        (2, PictureMove.DOWN, [0, 1, 2]),
    ],
)
def test_pictures_change_places(cast, at, move, order):
    pictures = several(cast, 3)
    move_picture(pictures[at], move=move)
    assert order_of(cast) == [pictures[number].pk for number in order]
    assert cast.main_picture == pictures[order[0]]


def test_two_windows_that_order_from_an_old_page_lose_no_picture(cast):
    first, second, third = several(cast, 3)
    move_picture(third, move=PictureMove.FIRST)
    move_picture(third, move=PictureMove.FIRST)
    move_picture(second, move=PictureMove.UP)
    assert order_of(cast) == [third.pk, second.pk, first.pk]


def test_the_next_one_becomes_the_main_one_when_the_first_is_removed(cast):
    first, second, third = several(cast, 3)
    remove_picture(first)
    assert order_of(cast) == [second.pk, third.pk]


def test_what_another_window_has_removed_stays_removed(cast):
    first, second = several(cast, 2)
    remove_picture(first)
    remove_picture(first)
    move_picture(first, move=PictureMove.DOWN)
    with pytest.raises(Refusal) as refusal:
        crop_picture(first, square=Square(0, 0, 300))
    assert refusal.value.code == "picture_gone"
    assert order_of(cast) == [second.pk]


def test_a_seventh_picture_is_refused(cast):
    several(cast, 6)
    with pytest.raises(Refusal) as refusal:
        add_picture(cast, source=halves())
    assert refusal.value.code == "too_many_pictures"
    several(CastFactory(), 1)


@pytest.mark.parametrize("order", [0, 1, 7, -7])
def test_the_database_holds_order_and_number(cast, order):
    several(cast, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CastPicture.objects.create(cast=cast, order=order, image="a", small="b", source="c")


# --- the pages


def test_a_picture_is_uploaded_cropped_to_the_middle_and_then_adjusted(cast, client):
    answer = client.post(URL, {"image": upload()}, follow=True)
    picture = cast.main_picture
    assert answer.request["PATH_INFO"] == f"{URL}{picture.pk}/"
    assert "写真を追加しました" in answer.content.decode()
    assert picture.square == [150, 0, 600]
    assert (picture.image.width, picture.small.width, picture.source.width) == (600, 320, 900)

    answer = client.post(f"{URL}{picture.pk}/", {"left": 20, "top": 10, "side": 300}, follow=True)
    picture.refresh_from_db()
    assert answer.request["PATH_INFO"] == URL
    assert picture.square == [20, 10, 300]
    assert [one.action for one in ModelLogEntry.objects.all()] == [
        "cast_portal.crop_picture",
        "cast_portal.add_picture",
    ]


@pytest.mark.parametrize("side", ["", "many", "1e9", "NaN"])
def test_what_is_no_square_is_refused(cast, client, side):
    [picture] = several(cast, 1)
    square = {"left": 0, "top": 0, "side": side}
    assert client.post(f"{URL}{picture.pk}/", square).status_code == 422


def test_a_square_outside_is_moved_inside(cast, client):
    [picture] = several(cast, 1)
    client.post(f"{URL}{picture.pk}/", {"left": 99999, "top": -5, "side": 10**30})
    picture.refresh_from_db()
    assert picture.square == [400, 0, 400]


def test_a_file_that_is_no_picture_is_refused_in_words(cast, client):
    script = SimpleUploadedFile("me.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answer = client.post(URL, {"image": script})
    assert answer.status_code == 422
    assert "JPEG・PNG・WebP" in answer.content.decode()
    assert not cast.pictures.exists()


def test_a_phone_cannot_send_a_pdf_as_a_picture(cast, client):
    pdf = SimpleUploadedFile("me.pdf", b"%PDF-1.7 ...", content_type="application/pdf")
    assert client.post(URL, {"image": pdf}).status_code == 422


def test_plain_forms_order_and_remove(cast, client):
    first, second = several(cast, 2)
    page = client.get(URL).content.decode()
    assert page.count("メインの写真</span>") == 1
    answer = client.post(f"{URL}{second.pk}/move/", {"move": "first"})
    assert answer.url == f"{URL}#picture-{second.pk}"
    assert order_of(cast) == [second.pk, first.pk]
    client.post(f"{URL}{second.pk}/move/", {"move": "sideways"})
    assert order_of(cast) == [second.pk, first.pk]
    client.post(f"{URL}{second.pk}/remove/")
    assert order_of(cast) == [first.pk]


def test_signing_in_on_the_way_to_a_change_leads_to_the_pictures(cast, client):
    [picture] = several(cast, 1)
    assert client.get(f"{URL}{picture.pk}/move/").url == f"{URL}#picture-{picture.pk}"
    assert client.get(f"{URL}{picture.pk}/remove/").url == URL
    assert order_of(cast) == [picture.pk]


def test_the_page_of_six_says_why_no_more_can_be_added(cast, client):
    several(cast, 6)
    assert "写真は6枚までです" in client.get(URL).content.decode()
    answer = client.post(URL, {"image": upload()})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_nobody_goes_on_uploading_without_end(client, settings):
    settings.RATELIMIT_ENABLE = True
    for _ in range(40):
        client.post(URL, {})
    answer = client.post(URL, {"image": upload()})
    assert answer.status_code == 409
    assert "1時間後" in answer.content.decode()


@pytest.mark.parametrize(
    ("suffix", "method"), [("", "get"), ("move/", "post"), ("remove/", "post")]
)
def test_pictures_are_the_casts_own(cast, guest, staff, sign_in, client, suffix, method):
    [picture] = several(CastFactory(), 1)
    path = f"{URL}{picture.pk}/{suffix}"
    for person in (cast.user, guest, staff):
        assert getattr(sign_in(person), method)(path, {"move": "up"}).status_code == 404
    client.logout()
    assert getattr(client, method)(path).status_code == 302
    assert picture_of(picture.cast, picture.pk) == picture
    with pytest.raises(Http404):
        picture_of(cast, picture.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_read_all_pictures_at_once(cast, client, count, django_assert_num_queries):
    several(cast, count)
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(URL)
