from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cms_pages.domain.contact_access import thread_link
from cms_pages.domain.errors import ContactRefused
from cms_pages.enums import CONTACT_MOVES, ContactStatus, ContactTopic
from cms_pages.mails import (
    CONTACT_ANSWER,
    CONTACT_RECEIPT,
    CONTACT_TO_OFFICE,
    CONTACT_WRITTEN_BACK,
)
from cms_pages.models import ContactMessage, ContactReply
from kernel.links import absolute_reverse
from kernel.locking import lock_row
from kernel.moves import require_move
from notices.domain.mail import queue_mail
from talk_rooms.models import Talk

Sent = TypeVar("Sent", ContactMessage, ContactReply)
ANSWERED_MEANWHILE = _(
    "書いている間に、このお問い合わせに新しい書き込みがありました。"
    "上のやり取りを確認し、必要なら文面を直してから、もう一度送信してください。"
)
ALREADY_SENT = _(
    "このフォームの内容は、すでにお送りいただいています。"
    "別の内容としてお送りになるときは、もう一度「送信する」を押してください。"
)


@transaction.atomic
def receive_contact(
    *,
    topic: ContactTopic,
    reply_to: str,
    body: str,
    user: User | None,
    talk: Talk | None,
    now: datetime,
    form_id: UUID | None = None,
) -> ContactMessage:
    """Keeps what somebody wrote, tells the office, and acknowledges it to the sender.

    `talk` must be one of `user`'s own. The acknowledgement quotes nothing of the text: anybody
    may type anybody's address, and nobody shall send words through us.

    `form_id` names the showing of the form: the same words sent twice from it are one contact.
    """
    if earlier := contact_of_form(form_id):
        return sent_before(earlier, body)
    try:
        with transaction.atomic():
            contact = ContactMessage.objects.create(
                topic=topic,
                reply_to=reply_to,
                body=body,
                user=user,
                talk=talk,
                form_id=form_id,
                created_at=now,
                waiting_since=now,
            )
    except IntegrityError:  # Both presses of one button came at the same instant.
        return sent_before(ContactMessage.objects.get(form_id=form_id), body)
    log(instance=contact, action="cms_pages.receive_contact", user=user)
    queue_mail(
        CONTACT_TO_OFFICE,
        to=settings.OFFICE_EMAIL,
        values=named(contact) | {"link": staff_link(contact)},
    )
    queue_mail(CONTACT_RECEIPT, to=reply_to, values=named(contact))
    return contact


@transaction.atomic
def answer_contact(
    contact: ContactMessage,
    *,
    by: User,
    body: str,
    newest_read: int,
    now: datetime,
    form_id: UUID | None = None,
) -> ContactReply:
    """Adds the office's answer and mails it to the sender.

    `newest_read` is the pk of the newest reply that the writer has seen, 0 for none: two of the
    office, or the office and the sender, shall not talk past each other.
    """
    contact = lock_row(contact)
    earlier = reply_of_form(contact, form_id)
    if earlier and earlier.body == body:
        return earlier
    refuse_unreachable(contact)
    if newest_reply(contact) != newest_read:
        raise ContactRefused("answered_meanwhile", ANSWERED_MEANWHILE)
    move(contact, ContactStatus.ANSWERED, waiting_since=None)
    reply = ContactReply.objects.create(
        contact=contact,
        author=by,
        is_from_office=True,
        body=body,
        form_id=form_id,
        created_at=now,
    )
    log(instance=contact, action="cms_pages.answer_contact", user=by)
    values = named(contact) | {"answer": body, "link": thread_link(contact)}
    queue_mail(CONTACT_ANSWER, to=contact.reply_to, values=values)
    return reply


@transaction.atomic
def write_back(
    contact: ContactMessage,
    *,
    by: User | None,
    body: str,
    now: datetime,
    form_id: UUID | None = None,
) -> ContactReply:
    """Adds what the sender has to say; the contact waits for the office again."""
    contact = lock_row(contact)
    if earlier := reply_of_form(contact, form_id):
        return sent_before(earlier, body)
    if contact.status != ContactStatus.OPEN:
        move(contact, ContactStatus.OPEN, waiting_since=now)
    reply = ContactReply.objects.create(
        contact=contact,
        author=by,
        is_from_office=False,
        body=body,
        form_id=form_id,
        created_at=now,
    )
    log(instance=contact, action="cms_pages.write_back", user=by)
    queue_mail(
        CONTACT_WRITTEN_BACK,
        to=settings.OFFICE_EMAIL,
        values=named(contact) | {"link": staff_link(contact)},
    )
    return reply


@transaction.atomic
def close_contact(contact: ContactMessage, *, by: User) -> ContactMessage:
    """Ends a thread that needs no (further) answer; the sender may still open it again."""
    contact = lock_row(contact)
    if contact.status == ContactStatus.CLOSED:
        return contact
    move(contact, ContactStatus.CLOSED, waiting_since=None)
    log(instance=contact, action="cms_pages.close_contact", user=by)
    return contact


def refuse_unreachable(contact: ContactMessage) -> None:
    if contact.user and contact.user.left_at:
        message = _("退会された方のため、返信はお送りできません。「完了」にしてください。")
        raise ContactRefused("person_gone", message)


def contact_of_form(form_id: UUID | None) -> ContactMessage | None:
    return ContactMessage.objects.filter(form_id=form_id).first() if form_id else None


def reply_of_form(contact: ContactMessage, form_id: UUID | None) -> ContactReply | None:
    return contact.replies.filter(form_id=form_id).first() if form_id else None


def sent_before(earlier: Sent, body: str) -> Sent:
    """The repeat of a press is a no-op; new words on a form that the browser kept are not."""
    if earlier.body != body:
        raise ContactRefused("already_sent", ALREADY_SENT)
    return earlier


def newest_reply(contact: ContactMessage) -> int:
    return contact.replies.order_by("-pk").values_list("pk", flat=True).first() or 0


def move(contact: ContactMessage, target: ContactStatus, *, waiting_since: datetime | None) -> None:
    require_move(CONTACT_MOVES, ContactStatus(contact.status), target)
    contact.status, contact.waiting_since = target, waiting_since
    contact.save(update_fields=["status", "waiting_since"])


def named(contact: ContactMessage) -> dict[str, str]:
    return {"number": contact.public_id, "topic": contact.get_topic_display()}


def staff_link(contact: ContactMessage) -> str:
    return absolute_reverse("contact_messages:inspect", contact.pk)
