from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from cast_portal.domain.errors import ScheduleRefused
from cast_portal.domain.grid import PartOfDay, grid_starts, is_on_grid, midnight, part_at
from cast_portal.domain.queries import day_counts, schedule_cells
from cast_portal.domain.schedule import offer_slots, release_slot
from cast_portal.models import CastPortalSettings, Slot
from tests.factories import CastFactory, ReservationFactory, SlotFactory, TalkFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SLOT = timedelta(minutes=3)
TODAY = date(2026, 11, 24)
EVENING = PartOfDay.EVENING


def use_settings(**values):
    CastPortalSettings.load()
    CastPortalSettings.objects.update(**values)


@pytest.fixture(autouse=True)
def _reservable_to_the_last_minute(db):
    """The deadline of bookings has tests of its own."""
    use_settings(booking_lead_minutes=0)


def codes(offered):
    return [one.refusal.code for one in offered.refused]


def test_ticked_starts_become_slots_of_the_set_length(cast, now):
    starts = [now + SLOT, now + 2 * SLOT]
    offered = offer_slots(cast, starts=starts, now=now)
    assert [slot.starts_at for slot in offered.added] == starts
    assert list(cast.slots.values_list("starts_at", "ends_at")) == [
        (start, start + SLOT) for start in starts
    ]


def test_a_start_ticked_twice_makes_one_slot(cast, now):
    offered = offer_slots(cast, starts=[now + SLOT, now + SLOT], now=now)
    assert len(offered.added) == 1


def test_what_is_on_offer_already_is_kept(cast, now):
    offer_slots(cast, starts=[now + SLOT], now=now)
    offered = offer_slots(cast, starts=[now + SLOT, now + 2 * SLOT], now=now)
    assert offered.kept == [now + SLOT]
    assert [slot.starts_at for slot in offered.added] == [now + 2 * SLOT]


def test_a_reserved_slot_counts_as_kept(cast, now):
    talk = TalkFactory(cast=cast.user, starts_at=now + 60 * MINUTE)
    ReservationFactory(cast=cast, talk=talk)
    offered = offer_slots(cast, starts=[talk.starts_at], now=now)
    assert (offered.added, offered.kept) == ([], [talk.starts_at])


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (timedelta(0), "slot_in_past"),
        (-SLOT, "slot_in_past"),
        (timedelta(days=61), "slot_too_far"),
        (timedelta(days=365 * 5000), "slot_too_far"),
        (MINUTE, "slot_off_grid"),
        (SLOT + timedelta(seconds=1), "slot_off_grid"),
    ],
)
def test_a_start_against_the_rules_is_refused_with_its_reason(cast, now, start, code):
    offered = offer_slots(cast, starts=[now + start, now + SLOT], now=now)
    assert codes(offered) == [code]
    assert [slot.starts_at for slot in offered.added] == [now + SLOT]


def test_the_last_day_of_the_horizon_can_be_offered_whole(cast, now):
    last_evening = midnight(TODAY + timedelta(days=61)) - SLOT
    assert offer_slots(cast, starts=[last_evening], now=now).added


@pytest.mark.parametrize("minutes", [-2, -1, 1, 2])
def test_a_slot_of_another_length_is_respected(cast, now, minutes):
    start = now + 30 * MINUTE
    SlotFactory(cast=cast, starts_at=start + minutes * MINUTE)
    offered = offer_slots(cast, starts=[start], now=now)
    assert codes(offered) == ["slot_overlaps"]
    assert offered.added == []


def test_slots_that_touch_another_length_are_fine(cast, now):
    start = now + 30 * MINUTE
    SlotFactory(cast=cast, starts_at=start - 5 * MINUTE, ends_at=start)
    SlotFactory(cast=cast, starts_at=start + SLOT, ends_at=start + 10 * MINUTE)
    assert len(offer_slots(cast, starts=[start], now=now).added) == 1


def test_the_same_start_with_another_length_overlaps(cast, now):
    SlotFactory(cast=cast, starts_at=now + SLOT, ends_at=now + SLOT + MINUTE)
    assert codes(offer_slots(cast, starts=[now + SLOT], now=now)) == ["slot_overlaps"]


def test_another_cast_may_offer_the_same_time(cast, now):
    SlotFactory(starts_at=now + SLOT)
    assert len(offer_slots(cast, starts=[now + SLOT], now=now).added) == 1


def test_a_changed_length_moves_the_grid_of_new_slots_only(cast, now):
    offer_slots(cast, starts=[now + SLOT], now=now)
    use_settings(slot_seconds=120)
    offered = offer_slots(cast, starts=[now + 2 * MINUTE, now + 6 * MINUTE], now=now)
    assert codes(offered) == ["slot_overlaps"]
    assert offered.added[0].ends_at == now + 8 * MINUTE


@pytest.mark.parametrize("count", [1, 3, 120])
def test_a_save_takes_the_same_queries_for_any_number_of_slots(cast, now, count):
    CastPortalSettings.load()
    starts = [now + SLOT * number for number in range(1, count + 1)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        offer_slots(cast, starts=starts, now=now)
    real = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    # Settings, the cast's lock, whether they are still here, the slots around, one insert.
    assert len(real) == 5


def test_a_whole_day_is_saved_in_six_queries(cast, now):
    CastPortalSettings.load()
    tomorrow = midnight(TODAY + timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        offered = offer_slots(cast, starts=[tomorrow + SLOT * n for n in range(480)], now=now)
    assert len(offered.added) == 480
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 6


def test_a_free_slot_is_released(cast, now):
    slot = SlotFactory(cast=cast)
    release_slot(slot, by=cast.user, now=now)
    assert not Slot.objects.exists()
    entry = ModelLogEntry.objects.get(action="cast_portal.release_slot")
    assert entry.data == {"starts_at": slot.starts_at.isoformat()}


def test_releasing_what_is_gone_is_quiet(cast, now):
    slot = SlotFactory(cast=cast)
    Slot.objects.all().delete()
    release_slot(slot, by=cast.user, now=now)


def test_a_slot_reserved_in_the_meantime_stays(cast, now):
    seen = SlotFactory(cast=cast)
    Slot.objects.update(talk=TalkFactory(cast=cast.user))
    with pytest.raises(ScheduleRefused) as refused:
        release_slot(seen, by=cast.user, now=now)
    assert refused.value.code == "slot_is_reserved"
    assert Slot.objects.count() == 1


def test_a_slot_of_the_past_stays_as_a_record(cast, now):
    slot = SlotFactory(cast=cast, starts_at=now - SLOT)
    with pytest.raises(ScheduleRefused) as refused:
        release_slot(slot, by=cast.user, now=now)
    assert refused.value.code == "slot_in_past"


@pytest.mark.parametrize("seconds", [10, 180, 420, 3600])
def test_the_grid_cuts_the_day_from_midnight_and_ends_with_it(seconds):
    length = timedelta(seconds=seconds)
    start = midnight(TODAY)
    starts = list(grid_starts(start, start + timedelta(days=1), length=length))
    assert len(starts) == 86400 // seconds
    assert starts[0] == start
    assert all(is_on_grid(one, length=length) for one in starts)


def test_the_grid_of_a_part_begins_with_its_first_full_start():
    noon = midnight(TODAY) + timedelta(hours=12)
    starts = list(grid_starts(noon, noon + timedelta(minutes=20), length=timedelta(minutes=7)))
    since_noon = [start - noon for start in starts]
    # 12:00 is 102 sevens and 6 minutes after midnight.
    assert since_noon == [MINUTE, 8 * MINUTE, 15 * MINUTE]


def test_a_slot_that_would_pass_midnight_is_off_the_grid():
    start = midnight(TODAY) + timedelta(minutes=7 * 205)
    assert not is_on_grid(start, length=timedelta(minutes=7))


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, PartOfDay.NIGHT),
        (5, PartOfDay.NIGHT),
        (6, PartOfDay.MORNING),
        (18, EVENING),
        (23, EVENING),
    ],
)
def test_the_part_of_the_day_follows_the_clock_in_tokyo(hour, part):
    assert part_at(midnight(TODAY) + timedelta(hours=hour, minutes=59)) == part
    assert part_at(datetime(2026, 11, 24, 15, 0, tzinfo=UTC)) == PartOfDay.NIGHT


def cells_now(cast, now, *, part=EVENING):
    return schedule_cells(cast, day=TODAY, part=part, length=SLOT, opens_at=now, now=now)


def test_a_part_of_the_day_shows_all_its_starts(cast, now):
    cells = cells_now(cast, now)
    assert len(cells) == 120
    assert [cell.is_past for cell in cells] == [True] * 21 + [False] * 99
    assert cells[21].is_open


def test_the_grid_gives_way_to_slots_of_another_length(cast, now):
    other = SlotFactory(cast=cast, starts_at=now + 4 * MINUTE, ends_at=now + 9 * MINUTE)
    cells = cells_now(cast, now)
    around = [cell.starts_at - now for cell in cells if cell.starts_at >= now][:4]
    assert around == [timedelta(0), 4 * MINUTE, 9 * MINUTE, 12 * MINUTE]
    assert [cell.slot for cell in cells if cell.slot] == [other]


def test_a_slot_shows_in_the_part_it_begins_in_only(cast, now):
    six = midnight(TODAY) + timedelta(hours=18)
    SlotFactory(cast=cast, starts_at=six - 2 * MINUTE)
    afternoon = cells_now(cast, now, part=PartOfDay.AFTERNOON)
    evening = cells_now(cast, now)
    assert afternoon[-1].slot
    assert evening[0].starts_at == six + SLOT
    assert not any(cell.slot for cell in evening)


def test_another_casts_slots_do_not_show(cast, now):
    SlotFactory(starts_at=now + SLOT)
    assert not any(cell.slot for cell in cells_now(cast, now))


def test_the_days_count_free_and_reserved_slots_by_the_clock_in_tokyo(cast):
    late = midnight(TODAY) + timedelta(hours=23, minutes=57)
    SlotFactory(cast=cast, starts_at=late)
    SlotFactory(cast=cast, starts_at=late + SLOT)
    SlotFactory(cast=cast, starts_at=late + 2 * SLOT, talk=TalkFactory(cast=cast.user))
    SlotFactory(cast=CastFactory(), starts_at=late)
    counts = day_counts(cast, first=TODAY, days=3, opens_at=late)
    assert [(one.free, one.reserved) for one in counts] == [(1, 0), (1, 1), (0, 0)]


def test_free_are_only_slots_that_can_still_be_reserved(cast, now):
    for start in (now - SLOT, now + SLOT, now + 4 * SLOT):
        SlotFactory(cast=cast, starts_at=start)
    [today] = day_counts(cast, first=TODAY, days=1, opens_at=now + 10 * MINUTE)
    assert (today.free, today.missed, today.reserved) == (1, 2, 0)


def test_a_start_that_nobody_could_reserve_any_more_is_refused(cast, now):
    use_settings(booking_lead_minutes=10)
    offered = offer_slots(cast, starts=[now + 3 * SLOT, now + 4 * SLOT], now=now)
    assert codes(offered) == ["slot_too_soon"]
    assert [slot.starts_at for slot in offered.added] == [now + 4 * SLOT]


def test_new_slots_are_shown_from_the_first_that_can_be_reserved(cast, now):
    cells = schedule_cells(
        cast, day=TODAY, part=EVENING, length=SLOT, opens_at=now + 3 * SLOT, now=now
    )
    assert next(cell for cell in cells if cell.is_open).starts_at == now + 3 * SLOT
