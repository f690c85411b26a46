from datetime import timedelta

import pytest
import time_machine

from cast_portal.domain.pictures import add_picture
from guest_portal.domain.finding import find_casts, newest_casts
from guest_portal.domain.talks import talks_of
from tests.cms_pages.pages_as_read import read
from tests.cms_pages.test_structured_data import check, schema_org
from tests.factories import NOW, CastFactory, ReservationFactory, SlotFactory
from tests.images import draw_portrait

__all__ = ["schema_org"]
pytestmark = pytest.mark.django_db
PREVIEW = "/cast/profile/preview/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pictures(cast, count):
    return [add_picture(cast, source=draw_portrait()) for _ in range(count)]


def page_of(cast, client):
    return client.get(f"/casts/{cast.user.public_id}/").content.decode()


def test_guests_see_all_pictures_with_sizes_and_names(cast, client):
    shown = pictures(cast, 2)
    page = page_of(cast, client)
    for number, picture in enumerate(shown, 1):
        assert f"{cast.user.public_name}さんの写真 {number}枚目" in page
        assert picture.image.url in page
        assert picture.source.url not in page
    assert 'width="256" height="256" loading="lazy"' in page


def test_one_picture_makes_no_gallery(cast, client):
    [picture] = pictures(cast, 1)
    page = page_of(cast, client)
    assert picture.small.url in page
    assert "枚目" not in page


def test_what_is_shared_and_found_shows_the_main_picture(cast, client, schema_org):
    first, _second = pictures(cast, 2)
    answer = client.get(f"/casts/{cast.user.public_id}/")
    data = read(answer).data_of("ProfilePage")
    check(schema_org, data)
    assert data["mainEntity"]["image"].endswith(first.image.url)
    assert data["mainEntity"]["name"] == cast.user.public_name
    assert cast.user.last_name not in str(data)
    content = answer.content.decode()
    assert f'property="og:image" content="{data["mainEntity"]["image"]}"' in content


@pytest.mark.parametrize("count", [1, 3])
def test_lists_read_the_main_pictures_at_once(guest, count, django_assert_num_queries):
    for _ in range(count):
        cast = CastFactory()
        pictures(cast, 2)
        ReservationFactory(cast=cast, talk__guest=guest)
    lists = [find_casts(category=None, rank=None, day=None, now=NOW), newest_casts()]
    for found in lists:
        rows = list(found)
        with django_assert_num_queries(0):
            assert all(row.main_picture.order == 1 for row in rows)
    talks = list(talks_of(guest))
    with django_assert_num_queries(0):
        assert all(talk.cast.cast.main_picture.order == 1 for talk in talks)


def test_the_guests_room_shows_the_casts_picture_and_the_casts_a_letter(cast, guest, sign_in):
    [picture] = pictures(cast, 1)
    starts_at = NOW + timedelta(minutes=2)
    talk = ReservationFactory(cast=cast, talk__guest=guest, talk__starts_at=starts_at).talk
    with time_machine.travel(NOW, tick=False):
        seen = [sign_in(one).get(f"/talks/{talk.public_id}/room/") for one in (guest, cast.user)]
    assert [picture.small.url in page.content.decode() for page in seen] == [True, False]


# --- the preview


def body_of(page):
    """What is drawn of the cast: from the head of the page on, without what marks the preview."""
    return page[page.index('<header class="card cast-head">') : page.index("</main>")].strip()


def test_the_preview_is_the_page_that_guests_see(cast, guest, sign_in):
    pictures(cast, 2)
    SlotFactory(cast=cast, starts_at=NOW + timedelta(hours=3))
    with time_machine.travel(NOW, tick=False):
        own = sign_in(cast.user).get(PREVIEW).content.decode()
        seen = page_of(cast, sign_in(guest))
    locked = '<button type="submit" class="button button--primary" disabled>'
    assert locked in own
    own = body_of(own).replace(locked, '<button type="submit" class="button button--primary">')
    assert own == body_of(seen)


def test_the_preview_is_marked_and_found_by_nobody(cast, sign_in):
    page = sign_in(cast.user).get(PREVIEW).content.decode()
    assert "プレビュー：ゲストからの見え方" in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page


def test_casts_who_are_unlisted_or_have_no_profile_see_theirs(sign_in):
    cast = CastFactory(is_listed=False, introduction="", career="")
    answer = sign_in(cast.user).get(PREVIEW)
    assert answer.status_code == 200
    assert "一覧に公開されていない" in answer.content.decode()


def test_the_preview_is_for_casts(guest, staff, sign_in, client):
    assert sign_in(guest).get(PREVIEW).status_code == 404
    assert sign_in(staff).get(PREVIEW).status_code == 404
    assert client.get(PREVIEW).status_code == 302


def test_guests_see_no_mark_of_a_preview(cast, client):
    assert "プレビュー" not in page_of(cast, client)
