from datetime import timedelta

import pytest
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from guest_portal.domain.reviews import review_talk
from guest_portal.models import Review
from kernel.errors import Refusal
from talk_rooms.enums import TalkStatus
from tests.factories import NOW, TalkFactory, attend

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(guest):
    return attend(TalkFactory(guest=guest, starts_at=NOW - timedelta(hours=1)))


def refused(talk, guest, now=NOW):
    with pytest.raises(Refusal) as refusal:
        review_talk(talk, by=guest, rating=3, now=now)
    return refusal.value.code


def test_a_review_is_kept_with_its_time(talk, guest):
    review = review_talk(talk, by=guest, rating=5, comment="楽しかったです", now=NOW)

    assert (review.rating, review.comment, review.created_at) == (5, "楽しかったです", NOW)
    entry = ModelLogEntry.objects.get(action="guest_portal.review")
    assert (entry.user, entry.data) == (guest, {"rating": 5})


def test_a_second_review_is_refused(talk, guest):
    review_talk(talk, by=guest, rating=5, now=NOW)

    assert refused(talk, guest) == "already_reviewed"
    assert Review.objects.get().rating == 5


def test_a_talk_that_goes_on_is_not_reviewed(talk, guest):
    assert refused(talk, guest, now=talk.ends_at - timedelta(seconds=1)) == "talk_not_over"
    assert review_talk(talk, by=guest, rating=3, now=talk.ends_at)


def test_a_cancelled_talk_is_not_reviewed(talk, guest):
    talk.status, talk.cancelled_at = TalkStatus.CANCELLED, NOW
    talk.save()

    assert refused(talk, guest) == "talk_cancelled"


def test_a_talk_without_its_guest_is_not_reviewed(talk, guest):
    talk.attendances.update(user=talk.cast)

    assert refused(talk, guest) == "guest_was_absent"
    assert not Review.objects.exists()


def test_the_database_admits_no_other_rating(talk, guest):
    with pytest.raises(IntegrityError, match="review_rating_is_1_to_5"):
        review_talk(talk, by=guest, rating=6, now=NOW)
