"""What is kept of the open seats when the process that holds them is killed."""

from datetime import timedelta

import pytest

from notices.models import OutgoingMail
from talk_rooms.domain.attendance import SILENT_AFTER, enter_room, note_media, note_seats
from talk_rooms.domain.facts import connection_facts
from talk_rooms.domain.messages import send_message
from talk_rooms.domain.office_calls import facts_now
from talk_rooms.domain.protocol import Facts
from talk_rooms.domain.talks import cancel_talk, end_talk
from talk_rooms.domain.timeline import timeline
from talk_rooms.enums import CallPath, CallQuality, Side
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db
TOLD = Facts(path=CallPath.RELAY, quality=CallQuality.FAIR, restarts=2, connected=30.9)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def talk(db):
    return TalkFactory()


def at(talk, seconds):
    """Seconds from the start; the talk time lies from 30 to 150."""
    return talk.starts_at + timedelta(seconds=seconds)


@pytest.fixture
def seats(talk):
    """Both came at 10, have had a picture since 30, and were seen at 60 for the last time."""
    seats = [enter_room(talk, user=user, now=at(talk, 10)) for user in (talk.cast, talk.guest)]
    for seat in seats:
        note_media(seat.pk, now=at(talk, 30))
    note_seats({seat.pk: TOLD for seat in seats}, now=at(talk, 60))
    return seats


def left_at(seat):
    seat.refresh_from_db()
    return seat.left_at


def test_what_an_open_seat_told_is_kept(seats, talk):
    for seat in seats:
        seat.refresh_from_db()
        assert (seat.path, seat.quality, seat.restarts) == ("relay", "fair", 2)
        assert (seat.connected_seconds, seat.seen_at) == (30, at(talk, 60))
        assert seat.left_at is None


def test_a_seat_that_told_nothing_is_seen_all_the_same(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    assert seat.seen_at == at(talk, 0)
    note_seats({seat.pk: None}, now=at(talk, 15))
    seat.refresh_from_db()
    assert (seat.seen_at, seat.connected_seconds) == (at(talk, 15), None)


def test_the_end_of_the_talk_closes_a_lost_seat_as_of_when_it_was_seen(seats, talk):
    end_talk(talk, now=talk.ends_at)
    assert [left_at(seat) for seat in seats] == [at(talk, 60)] * 2


def test_a_seat_that_was_seen_shortly_before_the_end_lasted_to_the_end(seats, talk):
    note_seats({seats[0].pk: TOLD}, now=talk.ends_at - SILENT_AFTER)
    end_talk(talk, now=talk.ends_at)
    assert [left_at(seat) for seat in seats] == [talk.ends_at, at(talk, 60)]


def test_coming_back_closes_a_lost_seat_as_of_when_it_was_seen(seats, talk):
    enter_room(talk, user=talk.cast, now=at(talk, 60) + SILENT_AFTER + MOMENT)
    assert left_at(seats[0]) == at(talk, 60)


def test_another_window_ends_a_seat_that_is_held_at_that_moment(seats, talk):
    enter_room(talk, user=talk.cast, now=at(talk, 60) + SILENT_AFTER)
    assert left_at(seats[0]) == at(talk, 60) + SILENT_AFTER


def test_time_after_the_crash_counts_neither_before_nor_after_the_seats_are_closed(seats, talk):
    before = connection_facts(talk, until=at(talk, 140))
    assert (before.were_connected, before.seconds_together) == (True, 30)
    assert connection_facts(talk) == before
    end_talk(talk, now=talk.ends_at)
    assert connection_facts(talk) == before


def test_windows_that_told_nothing_were_together_no_longer_than_they_were_seen(talk):
    for user in (talk.cast, talk.guest):
        seat = enter_room(talk, user=user, now=at(talk, 10))
        note_media(seat.pk, now=at(talk, 30))
        note_seats({seat.pk: None}, now=at(talk, 50))
    assert connection_facts(talk, until=at(talk, 140)).seconds_together == 20
    assert connection_facts(talk).seconds_together == 20


def test_the_timeline_does_not_say_that_a_lost_seat_was_left(seats, talk):
    end_talk(talk, now=talk.ends_at)
    of_cast = [event for event in timeline(talk, now=talk.ends_at) if event.who == str(talk.cast)]
    call, end = of_cast[2:]
    assert (call.at, end.at) == (at(talk, 60), at(talk, 60))
    assert "つながっていた時間 30秒" in call.what
    assert end.what == "記録の途切れ（サーバーの停止前、最後に在室を確認した時刻）"


def test_nobody_is_said_to_sit_in_a_lost_seat(seats, talk):
    note_seats({seats[0].pk: TOLD}, now=at(talk, 100))
    facts = facts_now(talk, at(talk, 100))
    assert (facts["cast_is_here"], facts["guest_is_here"]) == (True, False)


def test_who_sits_in_a_lost_seat_is_mailed_and_no_hindrance_to_cancelling(talk):
    enter_room(talk, user=talk.guest, now=talk.opens_at)
    later = talk.opens_at + SILENT_AFTER + MOMENT
    send_message(talk, sender=talk.cast, body="こんばんは", now=later)
    assert OutgoingMail.objects.filter(to=talk.guest.email).exists()
    assert cancel_talk(talk, by=talk.cast, side=Side.CAST, reason="", now=later).is_cancelled
