"""How often somebody may come in, by the clock of a window that comes back as it should."""

from talk_rooms.domain.allowance import Allowances
from talk_rooms.domain.protocol import ENTRIES_PER_SECOND, ENTRY_BURST

# docs/signaling.md: 250 ms, doubled up to 4 s, up to 20 % less.
PAUSES = (0.2, 0.4, 0.8, 1.6)
LONGEST_PAUSE = 3.2


def entries():
    return Allowances(per_second=ENTRIES_PER_SECOND, burst=ENTRY_BURST)


def test_a_window_that_comes_back_with_pauses_is_never_turned_away():
    allowed, now = entries(), 0.0
    for pause in (*PAUSES, *[LONGEST_PAUSE] * 1000):
        now += pause
        assert allowed.spend("window", now)


def test_one_without_pauses_is_turned_away_and_may_come_back_later():
    allowed = entries()
    assert all(allowed.spend("window", 0) for _ in range(ENTRY_BURST))
    assert not allowed.spend("window", 1)
    assert allowed.spend("another", 1)
    assert allowed.spend("window", 3)


def test_only_those_are_kept_who_came_lately():
    allowed = entries()
    for number in range(1000):
        allowed.spend(number, number)
    assert len(allowed.by_key) == ENTRY_BURST / ENTRIES_PER_SECOND
