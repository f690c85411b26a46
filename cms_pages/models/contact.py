from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms_pages.enums import ContactStatus, ContactTopic
from kernel.identifiers import new_public_id
from talk_rooms.models import Talk


class ContactMessage(models.Model):
    """What somebody wrote to the office. `public_id` is the receipt number.

    `form_id` names the one showing of the form that brought it, here and in the replies.
    """

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
    status = models.CharField(
        _("状態"), max_length=10, choices=ContactStatus.choices, default=ContactStatus.OPEN
    )
    form_id = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(_("受付日時"))
    waiting_since = models.DateTimeField(
        _("お待たせしている時点"), null=True, help_text=_("返信するか完了にすると消えます。")
    )

    class Meta:
        verbose_name = _("お問い合わせ")
        verbose_name_plural = _("お問い合わせ")
        # Open ones first (the values happen to sort so), and of these the longest wait.
        ordering = ["-status", "waiting_since", "-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-status", "waiting_since", "-created_at", "-id"],
                name="contacts_longest_wait_first",
            ),
            models.Index(fields=["user", "-created_at"], name="contacts_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ContactStatus.OPEN, waiting_since__isnull=False)
                | (~Q(status=ContactStatus.OPEN) & Q(waiting_since__isnull=True)),
                name="only_an_open_contact_waits",
            ),
            models.UniqueConstraint(fields=["form_id"], name="one_contact_per_form_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} ({self.public_id})"


class ContactReply(models.Model):
    """A later line of the thread: the office's answer, or what the sender wrote back."""

    contact = models.ForeignKey(ContactMessage, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_from_office = models.BooleanField(_("事務局から"))
    form_id = models.UUIDField(null=True, editable=False)
    body = models.TextField(_("本文"), max_length=3000)
    created_at = models.DateTimeField(_("送信日時"))

    class Meta:
        verbose_name = _("お問い合わせの返信")
        verbose_name_plural = _("お問い合わせの返信")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "form_id"], name="one_reply_per_contact_and_form_shown"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.created_at:%Y-%m-%d %H:%M}"
