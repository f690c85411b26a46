from datetime import timedelta

import pytest

from cast_portal.domain.booking import cancel_reservation, reserve_slots
from cast_portal.models import Slot
from kernel.errors import Refusal
from notices.models import OutgoingMail
from talk_rooms.enums import Side, TalkStatus
from talk_rooms.models import Talk
from tests.factories import GuestFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(cast, guest, now):
    """Two slots, starting two hours after `now`."""
    slots = [
        SlotFactory(cast=cast, starts_at=now + timedelta(hours=2) + 3 * n * MINUTE)
        for n in range(2)
    ]
    talk = reserve_slots(cast, guest=guest, slot_ids=[slot.pk for slot in slots], now=now)
    OutgoingMail.objects.all().delete()
    return talk


@pytest.fixture
def people(cast, guest, staff):
    return {Side.CAST: cast.user, Side.GUEST: guest, Side.STAFF: staff}


def cancel(talk, people, side, now, reason="急用のため", for_side=None):
    return cancel_reservation(
        talk, by=people[side], side=side, reason=reason, now=now, for_side=for_side
    )


def test_slots_of_a_cast_who_cancels_leave_the_schedule(talk, people, now):
    cancelled = cancel(talk, people, Side.CAST, now)

    assert cancelled.status == TalkStatus.CANCELLED
    assert (cancelled.cancelled_by, cancelled.cancel_reason) == (Side.CAST, "急用のため")
    assert cancelled.cancelled_at == now
    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    ("side", "for_side"), [(Side.GUEST, None), (Side.GUEST, Side.GUEST), (Side.STAFF, Side.GUEST)]
)
def test_slots_are_open_again_when_the_guest_cannot_come(talk, people, now, side, for_side):
    cancel(talk, people, side, now, for_side=for_side)

    assert Slot.objects.filter(talk__isnull=True).count() == 2


@pytest.mark.parametrize("for_side", [Side.CAST, Side.STAFF, None])
def test_slots_leave_the_schedule_when_the_office_cancels_for_the_cast_or_itself(
    talk, people, now, for_side
):
    cancelled = cancel(talk, people, Side.STAFF, now, for_side=for_side)

    assert cancelled.cancelled_by == Side.STAFF
    assert not Slot.objects.exists()


@pytest.mark.parametrize(
    ("for_side", "words"),
    [
        (Side.CAST, "事務局（キャストのご都合）によりキャンセル"),
        (Side.GUEST, "事務局（ゲストのご都合）によりキャンセル"),
        (Side.STAFF, "、事務局によりキャンセル"),
    ],
)
def test_the_mails_of_the_office_say_who_cannot_come(talk, people, now, for_side, words):
    cancel(talk, people, Side.STAFF, now, for_side=for_side)

    bodies = list(OutgoingMail.objects.values_list("body", flat=True))
    assert len(bodies) == 2
    assert all(words in body for body in bodies)


def test_freed_slots_can_be_reserved_by_somebody_else(talk, people, cast, now):
    cancel(talk, people, Side.GUEST, now)
    slot_ids = list(Slot.objects.values_list("pk", flat=True))

    again = reserve_slots(cast, guest=GuestFactory().user, slot_ids=slot_ids, now=now)

    assert (again.starts_at, again.ends_at) == (talk.starts_at, talk.ends_at)


@pytest.mark.parametrize("side", [Side.CAST, Side.GUEST])
def test_the_last_hour_is_closed_to_both_sides(talk, people, side):
    deadline = talk.starts_at - 60 * MINUTE
    with pytest.raises(Refusal) as refusal:
        cancel(talk, people, side, deadline + timedelta(microseconds=1))

    assert refusal.value.code == "cancel_too_late"
    assert "11月24日(火) 20:00" in refusal.value.message
    assert Talk.objects.get().status == TalkStatus.RESERVED
    assert Slot.objects.filter(talk=talk).count() == 2
    assert cancel(talk, people, side, deadline).is_cancelled


def test_the_office_may_cancel_in_the_last_hour(talk, people):
    assert cancel(talk, people, Side.STAFF, talk.starts_at - MINUTE).is_cancelled


def test_nobody_cancels_a_talk_that_has_begun(talk, people):
    with pytest.raises(Refusal) as refusal:
        cancel(talk, people, Side.STAFF, talk.starts_at)
    assert refusal.value.code == "talk_started"
    assert Slot.objects.filter(talk=talk).count() == 2


def test_the_office_gives_a_reason(talk, people, now):
    with pytest.raises(Refusal) as refusal:
        cancel(talk, people, Side.STAFF, now, reason="  ")
    assert (refusal.value.code, refusal.value.field) == ("reason_needed", "reason")


@pytest.mark.parametrize("side", list(Side))
def test_both_sides_get_a_mail_with_the_reason(talk, people, cast, guest, now, side):
    cancel(talk, people, side, now)

    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    for user, portal in ((cast.user, "cast"), (guest, "guest")):
        mail = mails.pop(user.email)
        assert f"{user.public_name} 様" in mail.body
        assert f"{side.label}によりキャンセル" in mail.body
        assert "急用のため" in mail.body
        assert f"http://testserver/{portal}/talks/{talk.public_id}/" in mail.body
        assert "STATUS:CANCELLED" in mail.calendar
    assert mails == {}


def test_a_second_cancel_changes_nothing(talk, people, now):
    cancel(talk, people, Side.GUEST, now)
    again = cancel(talk, people, Side.CAST, now + MINUTE, reason="別の理由")

    assert (again.cancelled_by, again.cancelled_at) == (Side.GUEST, now)
    assert OutgoingMail.objects.count() == 2
    assert Slot.objects.count() == 2
