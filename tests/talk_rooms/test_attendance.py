from datetime import timedelta

import pytest

from talk_rooms.domain.attendance import enter_room, leave_room, note_media
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.facts import ConnectionFacts, connection_facts
from talk_rooms.domain.timeline import timeline
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Attendance
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(db):
    return TalkFactory()


def at(talk, seconds):
    """Seconds from the start; the talk time lies from 30 to 150."""
    return talk.starts_at + timedelta(seconds=seconds)


def stay(talk, user, joined, media=None, left=None):
    moments = {"joined_at": joined, "media_at": media, "left_at": left}
    moments = {name: at(talk, value) for name, value in moments.items() if value is not None}
    return Attendance.objects.create(talk=talk, user=user, **moments)


@pytest.mark.parametrize(("seconds", "code"), [(-301, "room_not_open"), (180, "talk_over")])
def test_the_room_is_open_from_five_minutes_before_to_its_end(talk, seconds, code):
    with pytest.raises(TalkRefused) as refusal:
        enter_room(talk, user=talk.cast, now=at(talk, seconds))
    assert refusal.value.code == code
    assert not Attendance.objects.exists()
    assert enter_room(talk, user=talk.cast, now=at(talk, -300)).left_at is None


def test_nobody_enters_a_cancelled_talk(now):
    talk = TalkFactory(status=TalkStatus.CANCELLED, cancelled_at=now)
    with pytest.raises(TalkRefused, match="talk_cancelled"):
        enter_room(talk, user=talk.cast, now=talk.starts_at)


def test_entering_again_leaves_the_seat_held_before(talk):
    first = enter_room(talk, user=talk.cast, now=at(talk, 0))
    other = enter_room(talk, user=talk.guest, now=at(talk, 1))
    second = enter_room(talk, user=talk.cast, now=at(talk, 5))
    first.refresh_from_db()
    other.refresh_from_db()
    assert first.left_at == second.joined_at
    assert other.left_at is None


def test_leaving_counts_once(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    leave_room(seat.pk, now=at(talk, 10))
    leave_room(seat.pk, now=at(talk, 20))
    seat.refresh_from_db()
    assert seat.left_at == at(talk, 10)


def test_the_first_picture_counts(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    note_media(seat.pk, now=at(talk, 31))
    note_media(seat.pk, now=at(talk, 99))
    seat.refresh_from_db()
    assert seat.media_at == at(talk, 31)


def test_an_empty_room_has_seen_nobody(talk):
    assert connection_facts(talk) == ConnectionFacts(
        cast_came=False, guest_came=False, were_connected=False, seconds_together=0
    )


def test_a_guest_who_did_not_come_is_seen(talk):
    stay(talk, talk.cast, joined=-60, left=180)
    facts = connection_facts(talk)
    assert (facts.cast_came, facts.guest_came, facts.were_connected) == (True, False, False)


def test_coming_is_not_yet_being_connected(talk):
    stay(talk, talk.cast, joined=-60, left=180)
    stay(talk, talk.guest, joined=-60, media=-50, left=180)
    assert not connection_facts(talk).were_connected


def test_only_the_talk_time_counts_as_together(talk):
    stay(talk, talk.cast, joined=-60, media=-50, left=180)
    stay(talk, talk.guest, joined=-60, media=-50, left=180)
    assert connection_facts(talk).seconds_together == 120


def test_two_who_parted_before_the_talk_time_were_never_connected(talk):
    stay(talk, talk.cast, joined=-60, media=-50, left=20)
    stay(talk, talk.guest, joined=-60, media=-50, left=180)
    facts = connection_facts(talk)
    assert (facts.were_connected, facts.seconds_together) == (False, 0)


def test_a_reload_in_between_is_left_out_of_the_sum(talk):
    stay(talk, talk.cast, joined=0, media=40, left=150)
    stay(talk, talk.guest, joined=0, media=40, left=60)
    stay(talk, talk.guest, joined=65, media=70, left=100)
    assert connection_facts(talk).seconds_together == 50


def test_a_stay_that_is_not_closed_lasts_to_the_end_of_the_talk_time(talk):
    stay(talk, talk.cast, joined=0, media=50)
    stay(talk, talk.guest, joined=0, media=40)
    assert connection_facts(talk).seconds_together == 100


def test_the_timeline_tells_stays_between_the_phases(talk):
    stay(talk, talk.guest, joined=5, media=31, left=40)
    told = [(str(event.what), event.who) for event in timeline(talk)]
    name = str(talk.guest)
    assert told == [
        ("待合", ""),
        ("準備", ""),
        ("入室", name),
        ("通話", ""),
        ("相手の映像・音声を受信", name),
        ("退室", name),
        ("終了準備", ""),
        ("終了", ""),
    ]
