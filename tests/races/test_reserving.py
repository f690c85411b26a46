from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError

from cast_portal.domain import booking, schedule
from cast_portal.domain.booking import reserve_slots
from cast_portal.domain.breaks import take_break
from cast_portal.domain.schedule import release_slot
from cast_portal.models import Reservation, Slot
from kernel.errors import Refusal
from notices.models import OutgoingMail
from talk_rooms.domain import talks
from talk_rooms.models import Talk
from tests.factories import NOW, CastFactory, GuestFactory, SlotFactory
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)
TOMORROW = NOW + timedelta(days=1)


def reserving(slot, guest=None):
    guest = guest or GuestFactory().user
    return partial(reserve_slots, slot.cast, guest=guest, slot_ids=[slot.pk], now=NOW)


def releasing(slot):
    return partial(release_slot, slot, by=slot.cast.user, now=NOW)


def test_of_twenty_guests_one_gets_the_slot():
    slot = SlotFactory()

    results = race(*(reserving(slot) for _ in range(20)))

    assert codes(results) == ["slot_taken"] * 19
    assert Talk.objects.count() == Reservation.objects.count() == 1
    assert Slot.objects.get().talk == Talk.objects.get()
    assert OutgoingMail.objects.count() == 2


def turned_away(results: list[Any]) -> int:
    """How many the database refused: as a violation, or, where two waited for each other's rows,
    as a deadlock, of which one survives."""
    return sum(isinstance(result, DatabaseError) for result in results)


def test_control_without_locks_and_constraint_every_guest_gets_the_slot(
    unlocked, all_after, without_constraint
):
    slot = SlotFactory()
    unlocked(booking, talks)
    all_after(talks, "refuse_overlap", 5)
    without_constraint(Talk, "no_overlapping_talks_of_one_cast")

    results = race(*(reserving(slot) for _ in range(5)))

    assert codes(results) == []
    assert Talk.objects.count() == 5


def test_control_without_locks_only_the_constraint_is_left(unlocked, all_after):
    slot = SlotFactory()
    unlocked(booking, talks)
    all_after(talks, "refuse_overlap", 5)

    results = race(*(reserving(slot) for _ in range(5)))

    assert turned_away(results) == 4
    assert Talk.objects.count() == 1


def test_one_guest_pressing_twice_gets_one_talk():
    slot, guest = SlotFactory(), GuestFactory().user

    first, second = race(reserving(slot, guest), reserving(slot, guest))

    assert first == second == Talk.objects.get()
    assert OutgoingMail.objects.count() == 2


def test_a_guest_in_two_windows_gets_one_talk_at_a_time():
    guest = GuestFactory().user
    slots = [SlotFactory(cast=CastFactory(), starts_at=TOMORROW) for _ in range(2)]

    results = race(*(reserving(slot, guest) for slot in slots))

    assert codes(results) == ["talk_overlaps"]
    assert Slot.objects.filter(talk__isnull=False).count() == Talk.objects.count() == 1


def test_control_without_locks_two_windows_reach_the_constraint(unlocked, all_after):
    guest = GuestFactory().user
    slots = [SlotFactory(cast=CastFactory(), starts_at=TOMORROW) for _ in range(2)]
    unlocked(booking, talks)
    all_after(talks, "refuse_overlap", 2)

    results = race(*(reserving(slot, guest) for slot in slots))

    assert turned_away(results) == 1


def test_guests_who_want_crossing_slots_never_block_each_other():
    cast = CastFactory()
    slots = [
        SlotFactory(cast=cast, starts_at=TOMORROW + n * timedelta(minutes=3)) for n in range(3)
    ]
    wishes = [[slots[0], slots[1]], [slots[2], slots[1]], [slots[1], slots[0]]]

    results = race(
        *(
            partial(
                reserve_slots,
                cast,
                guest=GuestFactory().user,
                slot_ids=[slot.pk for slot in wish],
                now=NOW,
            )
            for wish in wishes
        )
    )

    assert codes(results) == ["slot_taken"] * 2
    assert Slot.objects.filter(talk__isnull=False).count() == 2


def test_a_slot_is_reserved_or_released_never_both():
    for _ in range(5):
        slot = SlotFactory()

        reserved, released = race(reserving(slot), releasing(slot))

        if isinstance(reserved, Refusal):
            assert (reserved.code, released) == ("slot_gone", None)
            assert not Slot.objects.filter(pk=slot.pk).exists()
        else:
            assert released.code == "slot_is_reserved"
            assert list(reserved.slots.all()) == [slot]


def test_control_without_a_lock_a_reserved_slot_is_released(unlocked, overtaken):
    slot = SlotFactory()
    unlocked(schedule)
    overtaken(schedule, "lock_row", reserving(slot))

    release_slot(slot, by=slot.cast.user, now=NOW)

    assert Talk.objects.get().slots.count() == 0


def test_a_slot_is_reserved_or_gone_when_a_break_meets_a_guest():
    for _ in range(10):
        slot = SlotFactory(starts_at=TOMORROW)
        cast = slot.cast
        until = TOMORROW + timedelta(hours=1)

        talk, released = race(
            reserving(slot), partial(take_break, cast, by=cast.user, until=until, now=NOW)
        )

        if released:
            assert codes([talk]) == ["slot_gone"]
            assert not cast.slots.exists()
        else:
            assert cast.slots.get().talk == talk
