from datetime import timedelta

import pytest

from talk_rooms.domain.attendance import enter_room, leave_room, note_media
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.facts import ConnectionFacts, connection_facts
from talk_rooms.domain.protocol import Facts
from talk_rooms.domain.timeline import timeline
from talk_rooms.enums import CallPath, CallQuality, TalkStatus
from talk_rooms.models import Attendance
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(db):
    return TalkFactory()


def at(talk, seconds):
    """Seconds from the start; the talk time lies from 30 to 150."""
    return talk.starts_at + timedelta(seconds=seconds)


def stay(talk, user, joined, media=None, left=None, **fields):
    moments = {"joined_at": joined, "media_at": media, "left_at": left}
    moments = {name: at(talk, value) for name, value in moments.items() if value is not None}
    return Attendance.objects.create(talk=talk, user=user, **moments, **fields)


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


def test_a_window_that_was_away_does_not_drive_out_the_one_its_person_went_on_in(talk):
    laptop = enter_room(talk, user=talk.guest, now=at(talk, 0), window="laptop00")
    leave_room(laptop.pk, now=at(talk, 5))
    phone = enter_room(talk, user=talk.guest, now=at(talk, 10), window="phone000")
    with pytest.raises(TalkRefused, match="taken_over"):
        enter_room(talk, user=talk.guest, now=at(talk, 15), window="laptop00")
    phone.refresh_from_db()
    assert phone.left_at is None
    # Opened anew on purpose it takes over, and once the phone is gone any window may come back.
    again = enter_room(talk, user=talk.guest, now=at(talk, 20), window="laptop01")
    leave_room(again.pk, now=at(talk, 25))
    for window in ("phone000", "phone000", "laptop00"):
        leave_room(
            enter_room(talk, user=talk.guest, now=at(talk, 30), window=window).pk, now=at(talk, 31)
        )


def test_a_window_whose_loss_nobody_has_noticed_yet_takes_its_own_seat_again(talk):
    first = enter_room(talk, user=talk.guest, now=at(talk, 0), window="laptop00")
    enter_room(talk, user=talk.guest, now=at(talk, 5), window="laptop00")
    first.refresh_from_db()
    assert first.left_at == at(talk, 5)


def test_leaving_counts_once(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    leave_room(seat.pk, now=at(talk, 10))
    leave_room(seat.pk, now=at(talk, 20))
    seat.refresh_from_db()
    assert seat.left_at == at(talk, 10)


TOLD = Facts(path=CallPath.RELAY, quality=CallQuality.FAIR, restarts=2, connected=91.6)


def test_leaving_keeps_what_the_window_told_and_whether_it_was_meant(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0), window="castpage0001")
    leave_room(seat.pk, now=at(talk, 10), on_purpose=True, told=TOLD)
    seat.refresh_from_db()
    assert (seat.path, seat.quality, seat.restarts) == ("relay", "fair", 2)
    assert (seat.connected_seconds, seat.left_on_purpose) == (91, True)
    assert seat.window == "castpage0001"


def test_a_seat_taken_over_keeps_what_it_told_and_when_it_was_left(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    enter_room(talk, user=talk.cast, now=at(talk, 5))
    leave_room(seat.pk, now=at(talk, 6), on_purpose=True, told=TOLD)
    seat.refresh_from_db()
    assert (seat.left_at, seat.left_on_purpose) == (at(talk, 5), False)
    assert seat.connected_seconds == 91


def test_the_first_picture_counts(talk):
    seat = enter_room(talk, user=talk.cast, now=at(talk, 0))
    note_media(seat.pk, now=at(talk, 31))
    note_media(seat.pk, now=at(talk, 99))
    seat.refresh_from_db()
    assert seat.media_at == at(talk, 31)


def test_an_empty_room_has_seen_nobody(talk):
    assert connection_facts(talk) == ConnectionFacts(
        cast_came=False,
        guest_came=False,
        were_connected=False,
        seconds_together=0,
        cast_restarts=0,
        guest_restarts=0,
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


def test_no_more_seconds_together_than_either_side_told(talk):
    stay(talk, talk.cast, joined=0, media=30, left=150, connected_seconds=80)
    stay(talk, talk.guest, joined=0, media=30, left=150, connected_seconds=3_000)
    facts = connection_facts(talk)
    assert (facts.were_connected, facts.seconds_together) == (True, 80)


def test_telling_much_makes_no_call(talk):
    stay(talk, talk.cast, joined=0, media=30, left=50, connected_seconds=9_000)
    stay(talk, talk.guest, joined=0, media=30, left=40, connected_seconds=9_000)
    assert connection_facts(talk).seconds_together == 10


def test_a_window_that_came_back_tells_its_sum_and_a_new_one_adds_to_it(talk):
    stay(talk, talk.guest, joined=0, media=30, left=150)
    first = {"window": "castpage0001", "media": 30}
    stay(talk, talk.cast, joined=0, left=60, connected_seconds=25, restarts=1, **first)
    stay(talk, talk.cast, joined=61, left=90, connected_seconds=50, restarts=3, **first)
    second = {"window": "castpage0002", "media": 95}
    stay(talk, talk.cast, joined=91, left=150, connected_seconds=40, restarts=1, **second)
    facts = connection_facts(talk)
    assert (facts.seconds_together, facts.cast_restarts, facts.guest_restarts) == (90, 4, 0)


def test_a_stay_that_told_nothing_takes_back_no_restarts(talk):
    told = {"window": "castpage0001", "connected_seconds": 25, "restarts": 3}
    stay(talk, talk.cast, joined=0, media=30, left=150, **told)
    stay(talk, talk.cast, joined=155, left=170, window="castpage0001")
    assert connection_facts(talk).cast_restarts == 3


def test_of_a_talk_that_goes_on_only_what_has_been_counts(talk):
    stay(talk, talk.cast, joined=0, media=30)
    stay(talk, talk.guest, joined=0, media=30)
    assert connection_facts(talk, until=at(talk, 70)).seconds_together == 40
    assert not connection_facts(talk, until=at(talk, 20)).were_connected


def test_the_timeline_tells_how_a_call_was_and_who_hung_up(talk):
    told = {"path": "relay", "quality": "poor", "restarts": 1, "connected_seconds": 9}
    stay(talk, talk.guest, joined=5, left=40, left_on_purpose=True, **told)
    [call, left] = [str(event.what) for event in timeline(talk, now=talk.ends_at) if event.who][1:]
    assert call == ("接続：中継サーバー経由、最後の品質 不安定、つながっていた時間 9秒、再接続 1回")
    assert left == "自分から退室"


def test_the_timeline_tells_stays_between_the_phases(talk):
    stay(talk, talk.guest, joined=5, media=31, left=40)
    told = [(str(event.what), event.who) for event in timeline(talk, now=talk.ends_at)]
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


def test_the_timeline_of_a_talk_that_goes_on_ends_with_the_present_phase(talk):
    assert str(timeline(talk, now=at(talk, 40))[-1].what) == "通話"
