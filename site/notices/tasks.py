from django.utils import timezone

from notices.domain.mail import give_up_mails, send_queued_mail, waiting_mails
from notices.domain.person import forget_strays
from notices.models import OutgoingMail

SCHEDULES = {"notices.tasks.send_waiting_mails": 1, "notices.tasks.forget_stray_mails": 60}


def send_mail(mail_id: int) -> None:
    send_queued_mail(mail_id, now=timezone.now())


def send_waiting_mails() -> None:
    """Every minute: what a crash or a mail server's fault has left behind."""
    now = timezone.now()
    give_up_mails(now=now)
    waiting = OutgoingMail.objects.filter(waiting_mails(now=now)).order_by("created_at")
    for mail_id in waiting.values_list("pk", flat=True)[:200]:
        send_queued_mail(mail_id, now=now)


def forget_stray_mails() -> None:
    forget_strays(now=timezone.now())
