from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talk_rooms.enums import TalkStatus
from tests.factories import CastFactory, SlotFactory, TalkFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_two_slots_of_one_cast_never_share_a_moment(now):
    cast = CastFactory()
    SlotFactory(cast=cast, starts_at=now)
    with pytest.raises(IntegrityError, match="no_overlapping_slots_of_one_cast"):
        SlotFactory(cast=cast, starts_at=now + 2 * MINUTE)


def test_slots_may_touch_and_other_casts_may_have_the_same_time(now):
    cast = CastFactory()
    SlotFactory(cast=cast, starts_at=now)
    SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    SlotFactory(starts_at=now)


def test_a_slot_cannot_be_moved_onto_another(now):
    cast = CastFactory()
    SlotFactory(cast=cast, starts_at=now)
    later = SlotFactory(cast=cast, starts_at=now + 3 * MINUTE)
    later.starts_at = now + MINUTE
    with pytest.raises(IntegrityError), transaction.atomic():
        later.save(update_fields=["starts_at"])


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_nobody_has_two_talks_at_once(now, side):
    person = UserFactory()
    TalkFactory(starts_at=now, **{side: person})
    with pytest.raises(IntegrityError, match=f"no_overlapping_talks_of_one_{side}"):
        TalkFactory(starts_at=now + MINUTE, **{side: person})


def test_a_cancelled_talk_leaves_its_time_free(now):
    person = UserFactory()
    TalkFactory(starts_at=now, guest=person, status=TalkStatus.CANCELLED, cancelled_at=now)
    TalkFactory(starts_at=now, guest=person)
