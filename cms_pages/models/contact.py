from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms_pages.enums import ContactTopic
from kernel.identifiers import new_public_id
from talk_rooms.models import Talk


class ContactMessage(models.Model):
    """What somebody wrote to the office. `public_id` is the receipt number."""

    public_id = models.CharField(
        _("受付番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    topic = models.CharField(_("ご用件"), max_length=10, choices=ContactTopic.choices)
    reply_to = models.EmailField(_("返信先メールアドレス"))
    body = models.TextField(_("お問い合わせ内容"), max_length=3000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("アカウント"),
    )
    talk = models.ForeignKey(
        Talk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("トーク"),
    )
    created_at = models.DateTimeField(_("受付日時"))

    class Meta:
        verbose_name = _("お問い合わせ")
        verbose_name_plural = _("お問い合わせ")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at"], name="contact_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} ({self.public_id})"
