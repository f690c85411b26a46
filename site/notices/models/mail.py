from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.enums import MailStatus


class OutgoingMail(models.Model):
    """One mail to one address: queue and log in one row, written in the verb's transaction."""

    kind = models.CharField(_("種類"), max_length=60)
    to = models.EmailField(_("宛先"))
    subject = models.CharField(_("件名"), max_length=200)
    body = models.TextField(
        _("本文"), help_text=_("メールサーバーに渡したあとは消えます。"), blank=True
    )
    calendar = models.TextField(blank=True, editable=False)  # iCalendar, sent along as a file
    dedupe_key = models.CharField(max_length=120, unique=True, null=True, editable=False)
    status = models.CharField(
        _("状態"), max_length=10, choices=MailStatus.choices, default=MailStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("試行回数"), default=0)
    last_error = models.CharField(_("最後のエラー"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("作成日時"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, editable=False)
    next_try_at = models.DateTimeField(_("次の送信予定"), null=True, editable=False)
    sent_at = models.DateTimeField(_("送信日時"), null=True)

    class Meta:
        verbose_name = _("送信メール")
        verbose_name_plural = _("送信メール")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="mail_newest_first"),
            models.Index(fields=["status", "created_at"], name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
