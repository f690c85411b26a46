"""Two windows that change a cast's pictures at once lose none and never make a seventh."""

from functools import partial

import pytest

from cast_portal.domain import pictures
from cast_portal.domain.pictures import add_picture, move_picture, remove_picture
from cast_portal.enums import PictureMove
from cast_portal.models import CastPicture
from tests.factories import CastFactory
from tests.images import draw_portrait
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)
PORTRAIT = draw_portrait()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def cast_with(count):
    cast = CastFactory()
    return cast, [add_picture(cast, source=PORTRAIT) for _ in range(count)]


def adding(cast):
    return partial(add_picture, cast, source=PORTRAIT)


def order_of(cast):
    rows = list(CastPicture.objects.filter(cast=cast).values_list("order", "pk"))
    assert [order for order, _pk in rows] == list(range(1, len(rows) + 1))
    return [pk for _order, pk in rows]


def test_of_two_sixth_pictures_one_is_refused():
    cast, _five = cast_with(5)
    assert codes(race(adding(cast), adding(cast))) == ["too_many_pictures"]
    assert len(order_of(cast)) == 6


def test_pictures_ordered_added_and_removed_at_once_all_keep_a_place():
    for _ in range(5):
        cast, rows = cast_with(4)
        results = race(
            partial(move_picture, rows[3], move=PictureMove.FIRST),
            partial(move_picture, rows[1], move=PictureMove.DOWN),
            partial(remove_picture, rows[0]),
            adding(cast),
        )
        assert codes(results) == []
        left = order_of(cast)
        assert len(left) == 4
        assert {row.pk for row in rows[1:]} < set(left)


def test_control_without_the_lock_and_the_constraint_there_are_seven(
    unlocked, all_after, without_constraint
):
    cast, _five = cast_with(5)
    unlocked(pictures)
    without_constraint(CastPicture, "one_picture_per_place")
    all_after(pictures, "locked_pictures", 2)
    assert codes(race(adding(cast), adding(cast))) == []
    assert CastPicture.objects.filter(cast=cast).count() == 7
