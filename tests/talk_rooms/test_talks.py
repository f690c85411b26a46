from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from kernel.errors import Refusal
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.talks import cancel_talk, end_talk, open_talk
from talk_rooms.enums import Side, TalkStatus
from talk_rooms.models import Attendance, Talk, TalkRoomSettings
from talk_rooms.signals import talk_ended
from talk_rooms.tasks import close_ended_talks
from tests.factories import TalkFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SLOT = timedelta(minutes=3)


@pytest.fixture
def heard():
    """What `talk_ended` has told."""
    facts = []

    def listener(sender, **fields):
        facts.append(fields)

    talk_ended.connect(listener)
    yield facts
    talk_ended.disconnect(listener)


def open_at(start, now, cast=None, guest=None, lasts=SLOT):
    people = {"cast": cast or UserFactory(), "guest": guest or UserFactory()}
    return open_talk(**people, starts_at=start, ends_at=start + lasts, now=now)


def cancel(talk, now, **fields):
    return cancel_talk(
        talk,
        **{"by": talk.cast, "side": Side.CAST, "reason": "体調不良のため", "now": now} | fields,
    )


def test_a_talk_keeps_the_room_settings_it_was_reserved_under(now):
    TalkRoomSettings.objects.create(margin_seconds=20, room_opens_minutes=7)
    talk = open_at(now + HOUR, now)
    TalkRoomSettings.objects.update(margin_seconds=60, room_opens_minutes=1)
    talk.refresh_from_db()
    assert talk.status == TalkStatus.RESERVED
    assert talk.created_at == now
    assert talk.opens_at == talk.starts_at - timedelta(minutes=7)
    assert talk.talk_starts_at - talk.starts_at == timedelta(seconds=20)


def test_a_new_talk_is_audited(now):
    talk = open_at(now + HOUR, now)
    entry = ModelLogEntry.objects.get(action="talk_rooms.open")
    assert (entry.object_id, entry.user) == (str(talk.pk), talk.guest)


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_one_person_cannot_have_two_talks_at_once(now, side):
    person = UserFactory()
    open_at(now + HOUR, now, **{side: person})
    with pytest.raises(TalkRefused) as refusal:
        open_at(now + HOUR + SLOT / 2, now, **{side: person})
    assert refusal.value.code == "talk_overlaps"
    assert Talk.objects.count() == 1


def test_talks_may_follow_each_other_and_replace_cancelled_ones(now):
    person = UserFactory()
    first = open_at(now + HOUR, now, guest=person)
    open_at(now + HOUR + SLOT, now, guest=person)
    cancel(first, now)
    open_at(now + HOUR, now, guest=person)


def test_a_talk_without_talk_time_is_refused(now):
    with pytest.raises(TalkRefused, match="talk_too_short"):
        open_at(now + HOUR, now, lasts=timedelta(seconds=60))


def test_cancelling_keeps_who_when_and_why(now):
    talk = cancel(TalkFactory(), now)
    talk.refresh_from_db()
    assert talk.status == TalkStatus.CANCELLED
    assert (talk.cancelled_at, talk.cancelled_by) == (now, Side.CAST)
    assert talk.cancel_reason == "体調不良のため"
    entry = ModelLogEntry.objects.get(action="talk_rooms.cancel")
    assert entry.data == {"side": "cast", "reason": "体調不良のため"}


def test_cancelling_twice_changes_nothing(now):
    talk = cancel(TalkFactory(), now)
    again = cancel(talk, now + HOUR, side=Side.STAFF, reason="別の理由")
    assert (again.cancelled_at, again.cancelled_by) == (now, Side.CAST)
    assert ModelLogEntry.objects.filter(action="talk_rooms.cancel").count() == 1


def test_a_talk_can_be_cancelled_up_to_its_start_and_not_from_then_on(now):
    talk = TalkFactory()
    with pytest.raises(TalkRefused) as refusal:
        cancel(talk, talk.starts_at)
    assert refusal.value.code == "talk_started"
    assert cancel(talk, talk.starts_at - timedelta(seconds=1)).is_cancelled


def test_a_talk_is_not_cancelled_over_the_head_of_whoever_sits_in_its_room(now):
    talk = TalkFactory()
    stay = Attendance.objects.create(talk=talk, user=talk.guest, joined_at=talk.opens_at)
    with pytest.raises(TalkRefused, match="talk_started"):
        cancel(talk, talk.opens_at)
    stay.left_at = talk.opens_at + timedelta(seconds=9)
    stay.save(update_fields=["left_at"])
    assert cancel(talk, stay.left_at).is_cancelled


def test_an_ended_talk_cannot_be_cancelled(now):
    talk = TalkFactory(status=TalkStatus.ENDED)
    with pytest.raises(Refusal, match="move_not_allowed"):
        cancel(talk, now)


def test_a_talk_ends_at_its_time_and_not_before(heard):
    talk = TalkFactory()
    with pytest.raises(TalkRefused, match="talk_not_over"):
        end_talk(talk, now=talk.ends_at - timedelta(seconds=1))
    ended = end_talk(talk, now=talk.ends_at)
    assert ended.status == TalkStatus.ENDED
    assert ModelLogEntry.objects.filter(action="talk_rooms.end").count() == 1
    [fact] = heard
    assert (fact["talk"], fact["now"]) == (talk, talk.ends_at)


def test_ending_twice_is_quiet(heard):
    talk = TalkFactory()
    end_talk(talk, now=talk.ends_at)
    end_talk(talk, now=talk.ends_at + HOUR)
    assert len(heard) == 1


def test_a_cancelled_talk_never_ends(now, heard):
    talk = cancel(TalkFactory(), now)
    with pytest.raises(Refusal, match="move_not_allowed"):
        end_talk(talk, now=talk.ends_at)
    assert heard == []


def test_ending_closes_seats_that_a_crash_left_open():
    talk = TalkFactory()
    stay = Attendance.objects.create(talk=talk, user=talk.cast, joined_at=talk.starts_at)
    end_talk(talk, now=talk.ends_at + HOUR)
    stay.refresh_from_db()
    assert stay.left_at == talk.ends_at


def test_the_task_ends_every_talk_that_is_over(time_machine, now):
    over, coming, cancelled = (
        TalkFactory(starts_at=now - HOUR),
        TalkFactory(starts_at=now + HOUR),
        TalkFactory(starts_at=now - HOUR, status=TalkStatus.CANCELLED, cancelled_at=now - 2 * HOUR),
    )
    time_machine.move_to(now, tick=False)
    close_ended_talks()
    statuses = [Talk.objects.get(pk=talk.pk).status for talk in (over, coming, cancelled)]
    assert statuses == ["ended", "reserved", "cancelled"]


def test_one_bad_talk_does_not_stop_the_others(now, caplog):
    bad, good = (TalkFactory(starts_at=now - timedelta(days=1) + n * HOUR) for n in range(2))

    def fail(sender, talk, **fields):
        if talk == bad:
            raise RuntimeError(talk.guest.email)

    talk_ended.connect(fail)
    with time_machine.travel(now, tick=False):
        close_ended_talks()
    talk_ended.disconnect(fail)

    statuses = [Talk.objects.get(pk=talk.pk).status for talk in (bad, good)]
    assert statuses == ["reserved", "ended"]
    assert f"talk_rooms.Talk {bad.pk}: RuntimeError" in caplog.text
    assert bad.guest.email not in caplog.text
