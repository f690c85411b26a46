from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import TermsVersion
from cast_portal.enums import ApplicationStatus, DocumentKind, DocumentPart
from cast_portal.models.catalogue import Category, Rank
from kernel.identifiers import new_public_id


class CastApplication(models.Model):
    """An entry, from the public form to the decision. `public_id` is the receipt number."""

    public_id = models.CharField(
        _("受付番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    status = models.CharField(
        _("状態"),
        max_length=12,
        choices=ApplicationStatus.choices,
        default=ApplicationStatus.UNCONFIRMED,
    )
    last_name = models.CharField(_("姓（本名）"), max_length=50)
    first_name = models.CharField(_("名（本名）"), max_length=50)
    last_name_kana = models.CharField(_("セイ"), max_length=50)
    first_name_kana = models.CharField(_("メイ"), max_length=50)
    birth_date = models.DateField(_("生年月日"))
    cast_name = models.CharField(_("キャスト名"), max_length=30)
    email = models.EmailField(_("メールアドレス"))
    categories = models.ManyToManyField(Category, verbose_name=_("カテゴリー"))
    desired_rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, related_name="+", verbose_name=_("希望ランク")
    )
    introduction = models.TextField(_("自己紹介"), max_length=2000)
    profile_image = models.ImageField(_("プロフィール画像"), upload_to="casts/entries/")
    accepted_terms = models.ManyToManyField(TermsVersion, verbose_name=_("同意した規約"))
    created_at = models.DateTimeField(_("仮登録日時"))
    submitted_at = models.DateTimeField(_("受付日時"), null=True, blank=True)
    due_from = models.DateField(_("審査結果の目安（最短）"), null=True, blank=True)
    due_to = models.DateField(_("審査結果の目安（最長）"), null=True, blank=True)
    granted_rank = models.ForeignKey(
        Rank,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("承認したランク"),
    )
    returned_at = models.DateTimeField(_("再提出をお願いした日時"), null=True, blank=True)
    decided_at = models.DateTimeField(_("決定日時"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("決定者"),
    )
    requested_items = models.JSONField(_("再提出をお願いする項目"), default=list, blank=True)
    message_to_applicant = models.TextField(_("応募者への連絡"), max_length=1000, blank=True)
    internal_note = models.TextField(_("内部メモ"), max_length=2000, blank=True)
    purged_at = models.DateTimeField(_("身分証明書の消去日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("キャスト応募")
        verbose_name_plural = _("キャスト応募")
        ordering = ["due_to", "pk"]
        constraints = [
            # One entry of one address at a time; a confirmed one blocks the next.
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(
                    status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]
                ),
                name="one_open_application_per_address",
            )
        ]
        indexes = [models.Index(fields=["status", "due_to"], name="applications_by_due")]

    def __str__(self) -> str:
        return f"{self.cast_name} ({self.public_id})"

    @property
    def legal_name(self) -> str:
        return f"{self.last_name} {self.first_name}"

    @property
    def legal_name_kana(self) -> str:
        return f"{self.last_name_kana} {self.first_name_kana}"


class IdentityDocument(models.Model):
    """One encrypted picture of an identity document; `file_name` lies below IDENTITY_ROOT."""

    application = models.ForeignKey(
        CastApplication, on_delete=models.CASCADE, related_name="documents"
    )
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("種類"), max_length=20, choices=DocumentKind.choices)
    part = models.CharField(_("面"), max_length=10, choices=DocumentPart.choices)
    file_name = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("身分証明書")
        verbose_name_plural = _("身分証明書")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "part"], name="one_document_per_application_and_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_part_display()}"
