import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task
from wagtail.log_actions import log

from accounts.domain.addresses import GONE
from accounts.models import User
from kernel.locking import lock_row
from kernel.moves import require_move
from kernel.one_line import one_line
from notices.domain.errors import MailRefused
from notices.enums import MOVES, MailStatus
from notices.kinds import MailKind, fill
from notices.models import MailText, OutgoingMail

# Together most of a day: a mail server that is down over night loses nothing.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60)]
MAX_ATTEMPTS = len(PAUSES) + 1
CLAIM_LASTS = timedelta(minutes=5)
logger = logging.getLogger(__name__)


def queue_mail(
    kind: MailKind,
    *,
    to: str,
    values: Mapping[str, object],
    dedupe_key: str | None = None,
    calendar: bytes = b"",
    not_before: datetime | None = None,
) -> None:
    """Writes the mail in the caller's transaction and hands it to the task queue on commit.

    `values` has one entry per name that `kind` declares. A second call with the same
    `dedupe_key` queues nothing, nor does the address of somebody who has left. `calendar` is an
    iCalendar file that goes along. What is not to go `not_before` an instant goes with the first
    minute's task after it, unless `withdraw_mail` comes first.
    """
    if to.endswith(GONE):
        return
    mail = written(kind, wording_of(kind), to, values, dedupe_key)
    mail.calendar = calendar.decode()
    mail.next_try_at = not_before
    if dedupe_key is None:
        mail.save()
    else:
        OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
        mail = OutgoingMail.objects.get(dedupe_key=dedupe_key)
    if not_before is None:
        send_on_commit(mail)


def withdraw_mail(dedupe_key: str) -> None:
    """Takes a mail back that nobody has tried to send yet."""
    unsent = OutgoingMail.objects.filter(status=MailStatus.QUEUED, attempts=0)
    unsent.filter(dedupe_key=dedupe_key).delete()


def queue_mails(kind: MailKind, letters: Iterable[tuple[str, Mapping[str, object], str]]) -> None:
    """Writes many mails that are in no hurry: the minute's task sends them, after urgent ones.

    A letter is (address, values, dedupe_key); one whose key is known is left out.
    """
    wording = wording_of(kind)
    mails = [written(kind, wording, *letter) for letter in letters]
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


def wording_of(kind: MailKind) -> MailText | MailKind:
    return MailText.objects.filter(key=kind.key).first() or kind


def written(
    kind: MailKind,
    wording: MailText | MailKind,
    to: str,
    values: Mapping[str, object],
    dedupe_key: str | None,
) -> OutgoingMail:
    return OutgoingMail(
        kind=kind.key,
        to=to,
        subject=one_line(fill(wording.subject, values))[:200],
        body=fill(wording.body, values),
        dedupe_key=dedupe_key,
        created_at=timezone.now(),
    )


def send_on_commit(mail: OutgoingMail) -> None:
    def send() -> None:
        async_task("notices.tasks.send_mail", mail.pk)

    # Robust: with the task queue out of reach the move still stands, and the sweeper sends.
    # Not a partial: Django names a robust callback that failed by its __qualname__.
    transaction.on_commit(send, robust=True)


def dead_claims(*, now: datetime) -> Q:
    """Mails whose sender died half way."""
    return Q(status=MailStatus.SENDING, claimed_at__lt=now - CLAIM_LASTS)


def waiting_mails(*, now: datetime) -> Q:
    """Mails whose time has come, and those whose sender died half way."""
    is_due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    waiting = Q(status=MailStatus.QUEUED) & is_due | dead_claims(now=now)
    return waiting & Q(attempts__lt=MAX_ATTEMPTS)


def give_up_mails(*, now: datetime) -> int:
    """Ends the mails whose sender died at the last try."""
    exhausted = OutgoingMail.objects.filter(dead_claims(now=now), attempts__gte=MAX_ATTEMPTS)
    return exhausted.update(status=MailStatus.FAILED)


def send_queued_mail(mail_id: int, *, now: datetime) -> bool:
    """Hands one mail to the mail server; False when somebody else has it or it is done."""
    claimed = OutgoingMail.objects.filter(waiting_mails(now=now), pk=mail_id).update(
        status=MailStatus.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        server = get_connection(settings.MAIL_SERVER_BACKEND)
        letter_of(mail, server).send()
    except Exception as error:
        # Whatever is wrong with this mail, the ones behind it must go out.
        note_failure(mail, error, now=now)
        return False
    spent = {} if settings.MAIL_STAYS_IN_OUTBOX else {"body": "", "calendar": ""}
    note(mail, status=MailStatus.SENT, sent_at=now, **spent)
    return True


def letter_of(mail: OutgoingMail, server: Any) -> EmailMessage:
    letter = EmailMessage(mail.subject, mail.body, to=[mail.to], connection=server)
    if mail.calendar:
        letter.attach("sashitalk.ics", mail.calendar, "text/calendar; method=PUBLISH")
    return letter


def note(mail: OutgoingMail, **facts: Any) -> None:
    """Of a mail whose reader has left meanwhile there is no row any more."""
    OutgoingMail.objects.filter(pk=mail.pk).update(**facts)


def note_failure(mail: OutgoingMail, error: Exception, *, now: datetime) -> None:
    exhausted = mail.attempts >= MAX_ATTEMPTS
    # The class only: a server's answer often quotes the address.
    fault = type(error).__name__
    note(
        mail,
        status=MailStatus.FAILED if exhausted else MailStatus.QUEUED,
        next_try_at=None if exhausted else now + PAUSES[mail.attempts - 1],
        last_error=fault,
    )
    logger.warning("mail %s was not sent: %s", mail.pk, fault)


@transaction.atomic
def retry_mail(mail: OutgoingMail, *, by: User, now: datetime) -> OutgoingMail:
    """Staff's answer to a failure, once its cause is gone: all tries from the start."""
    mail = lock_row(mail)
    if mail.status == MailStatus.QUEUED:
        return mail
    refuse_unless_failed(mail)
    require_move(MOVES, MailStatus(mail.status), MailStatus.QUEUED)
    mail.status = MailStatus.QUEUED
    mail.attempts, mail.next_try_at = 0, now
    mail.save(update_fields=["status", "attempts", "next_try_at"])
    log(mail, "notices.retry_mail", user=by)
    send_on_commit(mail)
    return mail


def refuse_unless_failed(mail: OutgoingMail) -> None:
    # The table also lets a mail on its way wait again: that is the sender's move, not staff's.
    if mail.status != MailStatus.FAILED or not mail.to:
        raise MailRefused("mail_not_failed", _("再送できるのは、送信に失敗したメールだけです。"))
