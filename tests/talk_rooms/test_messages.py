from datetime import timedelta

import pytest

from notices.domain.mail import send_queued_mail
from notices.models import OutgoingMail
from notices.tasks import send_waiting_mails
from talk_rooms.domain.attendance import enter_room
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.messages import MAX_PER_MINUTE, messages_of, read_messages, send_message
from talk_rooms.enums import TalkStatus
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(db):
    return TalkFactory()


def write(talk, now, body="よろしくお願いします。", sender=None):
    return send_message(talk, sender=sender or talk.cast, body=body, now=now)


def test_a_message_is_kept(talk, now):
    message = write(talk, now, "  こんにちは\n")
    assert (message.body, message.sender, message.sent_at) == ("こんにちは", talk.cast, now)
    assert list(messages_of(talk)) == [message]


@pytest.mark.parametrize(
    ("body", "code"), [(" \n ", "message_empty"), ("あ" * 1001, "message_too_long")]
)
def test_a_message_has_one_to_a_thousand_characters(talk, now, body, code):
    with pytest.raises(TalkRefused) as refusal:
        write(talk, now, body)
    assert (refusal.value.code, refusal.value.field) == (code, "body")
    write(talk, now, "あ" * 1000)


def test_messages_close_with_the_room(talk):
    write(talk, talk.ends_at - timedelta(seconds=1))
    with pytest.raises(TalkRefused, match="messages_closed"):
        write(talk, talk.ends_at)


def test_nobody_writes_in_a_cancelled_talk(now):
    talk = TalkFactory(status=TalkStatus.CANCELLED, cancelled_at=now)
    with pytest.raises(TalkRefused, match="messages_closed"):
        write(talk, now)


def test_the_absent_side_gets_one_mail_until_it_has_read(talk, now):
    write(talk, now, "一通目")
    write(talk, now + MINUTE, "二通目")
    [mail] = OutgoingMail.objects.all()
    assert mail.to == talk.guest.email
    assert str(talk.cast) in mail.subject
    assert f"http://testserver/talks/{talk.public_id}/messages/" in mail.body
    assert "一通目" not in mail.body
    send_queued_mail(mail.pk, now=now + MINUTE)
    assert read_messages(talk, reader=talk.guest, now=now + 2 * MINUTE) == 2
    write(talk, now + 3 * MINUTE, "三通目")
    assert OutgoingMail.objects.count() == 2


def test_the_mail_waits_a_minute_for_its_reader(talk, now, time_machine, mailoutbox):
    time_machine.move_to(now, tick=False)
    write(talk, now)
    time_machine.move_to(now + 0.9 * MINUTE, tick=False)
    send_waiting_mails()
    assert not mailoutbox
    time_machine.move_to(now + MINUTE, tick=False)
    send_waiting_mails()
    assert [mail.to for mail in mailoutbox] == [[talk.guest.email]]


def test_whoever_reads_along_gets_no_mail_at_all(talk, now):
    for line in range(3):
        write(talk, now + line * MINUTE)
        read_messages(talk, reader=talk.guest, now=now + (line + 0.5) * MINUTE)
    assert not OutgoingMail.objects.exists()


def test_each_side_has_a_mail_of_its_own(talk, now):
    write(talk, now)
    write(talk, now, sender=talk.guest)
    addresses = set(OutgoingMail.objects.values_list("to", flat=True))
    assert addresses == {talk.cast.email, talk.guest.email}


def test_whoever_sits_in_the_room_needs_no_mail(talk):
    enter_room(talk, user=talk.guest, now=talk.opens_at)
    write(talk, talk.opens_at)
    assert not OutgoingMail.objects.exists()


def test_reading_marks_only_what_the_other_side_wrote(talk, now):
    own = write(talk, now)
    other = write(talk, now, sender=talk.guest)
    later = now + timedelta(minutes=1)
    assert read_messages(talk, reader=talk.cast, now=later) == 1
    assert read_messages(talk, reader=talk.cast, now=later) == 0
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.read_at, other.read_at) == (None, later)


def test_twenty_messages_a_minute_are_enough_for_one_side(talk, now):
    for _ in range(MAX_PER_MINUTE):
        write(talk, now)
    with pytest.raises(TalkRefused, match="too_many_messages"):
        write(talk, now)
    write(talk, now, sender=talk.guest)
    write(talk, now + timedelta(minutes=1))
