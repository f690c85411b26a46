from datetime import timedelta
from functools import partial

import pytest

from cast_portal.domain import booking
from cast_portal.domain.booking import cancel_reservation
from notices.models import OutgoingMail
from talk_rooms.domain import attendance, talks
from talk_rooms.domain.attendance import enter_room
from talk_rooms.enums import Side
from talk_rooms.models import Attendance, Talk
from tests.factories import NOW, ReservationFactory, StaffFactory
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)


def open_talk():
    """The room is open, the talk begins in a minute."""
    return ReservationFactory(talk__starts_at=NOW + timedelta(minutes=1)).talk


@pytest.fixture
def talk():
    return open_talk()


def cancelling(talk, reason="体調不良のご連絡"):
    by = StaffFactory()
    return partial(cancel_reservation, talk, by=by, side=Side.STAFF, reason=reason, now=NOW)


def entering(talk):
    return partial(enter_room, talk, user=talk.guest, now=NOW)


def test_nobody_sits_in_the_room_of_a_cancelled_talk():
    for _ in range(5):
        talk = open_talk()

        results = race(cancelling(talk), entering(talk))

        talk.refresh_from_db()
        assert codes(results) == ["talk_cancelled" if talk.is_cancelled else "talk_started"]
        assert talk.attendances.exists() != talk.is_cancelled


def test_control_without_locks_the_room_of_a_cancelled_talk_is_entered(talk, unlocked, overtaken):
    unlocked(booking, talks, attendance)
    overtaken(talks, "refuse_started", entering(talk))

    cancelling(talk)()

    assert Talk.objects.get().is_cancelled
    assert Attendance.objects.filter(left_at__isnull=True).exists()


def test_two_cancels_are_one(talk):
    first, second = race(cancelling(talk), cancelling(talk, reason="別の理由"))

    assert first.cancelled_at == second.cancelled_at
    assert first.cancel_reason == second.cancel_reason
    assert OutgoingMail.objects.count() == 2


def test_control_without_locks_the_second_cancel_overwrites_the_first(talk, unlocked, overtaken):
    unlocked(booking, talks)
    overtaken(talks, "refuse_started", cancelling(talk, reason="別の理由"))

    result = cancelling(talk)()

    assert result.cancel_reason == Talk.objects.get().cancel_reason == "体調不良のご連絡"
