from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talk_rooms.models.talk import Talk


class Message(models.Model):
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    body = models.TextField(_("メッセージ"), max_length=1000)
    sent_at = models.DateTimeField(_("送信日時"))
    is_flagged = models.BooleanField(_("連絡先らしい内容"), default=False)
    read_at = models.DateTimeField(_("既読日時"), null=True)

    class Meta:
        verbose_name = _("メッセージ")
        verbose_name_plural = _("メッセージ")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["talk", "sent_at"], name="messages_of_talk")]

    def __str__(self) -> str:
        return f"{self.talk_id} #{self.pk}"
