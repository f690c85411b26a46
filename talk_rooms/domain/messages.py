from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kernel.changes import tell_changed
from kernel.dates import day_and_time
from kernel.links import absolute_reverse
from kernel.locking import lock_row
from notices.domain.mail import queue_mail, withdraw_mail
from talk_rooms.domain.access import other_person
from talk_rooms.domain.attendance import taken_seats
from talk_rooms.domain.blocks import is_blocked_between
from talk_rooms.domain.contact_hints import contact_hints
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.room_events import tell_room
from talk_rooms.mails import NEW_MESSAGE
from talk_rooms.models import Message, Talk
from talk_rooms.signals import unread_changed

MAX_LENGTH = 1000
MAX_PER_MINUTE = 20
# Whoever reads along on the page within this time gets no mail.
MAIL_WAITS = timedelta(minutes=1)


def messages_group(talk: Talk) -> str:
    return f"messages.{talk.public_id}"


def messages_of(talk: Talk) -> QuerySet[Message]:
    return talk.messages.select_related("sender")


def may_write(talk: Talk, now: datetime) -> bool:
    """From the reservation to the last second of the room."""
    return not talk.is_cancelled and now < talk.ends_at


@transaction.atomic
def send_message(talk: Talk, *, sender: User, body: str, now: datetime) -> Message:
    """Refuses `message_empty`, `message_too_long`, `messages_closed`, `too_many_messages`,
    `messages_blocked`."""
    body = body.strip()
    refuse_body(body)
    talk = lock_row(talk)
    if not may_write(talk, now):
        raise TalkRefused("messages_closed", _("このトークのメッセージは受付を終了しました。"))
    refuse_flood(talk, sender, now)
    reader = other_person(talk, sender)
    if is_blocked_between(sender, reader):
        # In the same words on both sides: who has blocked whom is not told.
        raise TalkRefused("messages_blocked", _("この相手とはメッセージのやり取りができません。"))
    message = Message.objects.create(
        talk=talk,
        sender=sender,
        body=body,
        sent_at=now,
        is_flagged=bool(contact_hints(body)),
    )
    if not taken_seats(talk, now).filter(user=reader).exists():
        mail_absent_reader(message, reader)
    tell_room(talk, "room.message")
    tell_changed(messages_group(talk))
    unread_changed.send(Message, reader=reader)
    return message


def refuse_body(body: str) -> None:
    if not body:
        raise TalkRefused("message_empty", _("メッセージを入力してください。"), field="body")
    if len(body) > MAX_LENGTH:
        raise TalkRefused(
            "message_too_long", _("メッセージは1000文字以内で入力してください。"), field="body"
        )


def refuse_flood(talk: Talk, sender: User, now: datetime) -> None:
    minute_ago = now - timedelta(minutes=1)
    if talk.messages.filter(sender=sender, sent_at__gt=minute_ago).count() >= MAX_PER_MINUTE:
        raise TalkRefused(
            "too_many_messages",
            _("短い時間に多くのメッセージが送られました。少し待ってからお試しください。"),
            field="body",
        )


def mail_absent_reader(message: Message, reader: User) -> None:
    """One mail until the reader has read, whatever else is written meanwhile."""
    talk = message.talk
    queue_mail(
        NEW_MESSAGE,
        to=reader.email,
        values={
            "name": str(reader),
            "sender": str(message.sender),
            "starts_at": day_and_time(talk.starts_at),
            "link": absolute_reverse("talk_rooms:messages", talk.public_id),
        },
        dedupe_key=mail_key(reader, oldest_unread(talk, reader) or message.pk),
        not_before=message.sent_at + MAIL_WAITS,
    )


def mail_key(reader: User, oldest: int) -> str:
    """The oldest message that its reader has not read names the mail about all of them."""
    return f"talk_rooms.new_message:{reader.pk}:{oldest}"


def oldest_unread(talk: Talk, reader: User) -> int | None:
    unread = unread_messages(talk, reader)
    return unread.order_by("pk").values_list("pk", flat=True).first()


def unread_messages(talk: Talk, reader: User) -> QuerySet[Message]:
    return unread_by(reader.pk).filter(talk=talk)


def unread_by(reader_id: int) -> QuerySet[Message]:
    return Message.objects.filter(read_at__isnull=True).exclude(sender=reader_id)


def is_unread_by(reader: User, message: Message) -> bool:
    return message.read_at is None and message.sender_id != reader.pk


def unread_count(reader_id: int, *, talk: str) -> Coalesce:
    """For a query whose field `talk` holds the key of a talk that the reader takes part in."""
    unread = unread_by(reader_id).filter(talk=OuterRef(talk)).order_by().values("talk")
    return Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0)


def read_messages(talk: Talk, *, reader: User, now: datetime) -> int:
    """Marks what the other side wrote as read; returns how many were new."""
    oldest = oldest_unread(talk, reader)
    if oldest is None:
        return 0
    with transaction.atomic():
        count = unread_messages(talk, reader).update(read_at=now)
        withdraw_mail(mail_key(reader, oldest))
        tell_room(talk, "room.message")
        tell_changed(messages_group(talk))
        unread_changed.send(Message, reader=reader)
    return count
