from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, RevisionMixin, TaskState, WorkflowState

from accounts.models import TermsVersion
from cast_portal.enums import QUEUE_TURNS, ApplicationStatus, DocumentKind, DocumentPart
from cast_portal.models.catalogue import Category, Rank
from cast_portal.models.screening import ScreeningReason
from kernel.identifiers import new_public_id


class CastApplication(RevisionMixin, models.Model):
    """An entry, from the public form to the decision. `public_id` is the receipt number.

    Its stages of screening are a Wagtail workflow, which asks for a revision of its object.
    A revision of an entry holds no field of it: there is nothing to publish or to go back to.
    """

    wagtail_reference_index_ignore = True

    public_id = models.CharField(
        _("受付番号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    status = models.CharField(
        _("状態"),
        max_length=12,
        choices=ApplicationStatus.choices,
        default=ApplicationStatus.SUBMITTED,
    )
    last_name = models.CharField(_("姓（本名）"), max_length=50, blank=True)
    first_name = models.CharField(_("名（本名）"), max_length=50, blank=True)
    last_name_kana = models.CharField(_("セイ"), max_length=50, blank=True)
    first_name_kana = models.CharField(_("メイ"), max_length=50, blank=True)
    birth_date = models.DateField(_("生年月日"), null=True, blank=True)
    cast_name = models.CharField(_("キャスト名"), max_length=30, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    categories = models.ManyToManyField(Category, verbose_name=_("カテゴリー"))
    desired_rank = models.ForeignKey(
        Rank, on_delete=models.PROTECT, related_name="+", verbose_name=_("希望ランク")
    )
    document_kind = models.CharField(
        _("身分証明書の種類"), max_length=20, choices=DocumentKind.choices, blank=True
    )
    introduction = models.TextField(_("自己紹介"), max_length=2000, blank=True)
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
    # EntryItem → the reason as the applicant was told it.
    requested_items = models.JSONField(_("再提出をお願いする項目"), default=dict, blank=True)
    message_to_applicant = models.TextField(_("応募者への連絡"), max_length=1000, blank=True)
    decline_reason = models.ForeignKey(
        ScreeningReason,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("見送りの理由"),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("担当者"),
    )
    stage = models.ForeignKey(
        TaskState,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("審査の段階"),
    )
    # Keyed hashes: they find the same person again after the names have been purged.
    person_key = models.CharField(max_length=64, blank=True, editable=False)
    email_key = models.CharField(max_length=64, blank=True, editable=False)
    picture_hash = models.CharField(max_length=64, blank=True, editable=False)
    turn = models.GeneratedField(
        expression=models.Case(
            *(models.When(status=status, then=turn) for status, turn in QUEUE_TURNS.items()),
            default=len(QUEUE_TURNS),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    purged_at = models.DateTimeField(_("身分証明書の消去日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("キャスト応募")
        verbose_name_plural = _("キャスト応募")
        ordering = ["turn", "due_to", "pk"]
        default_permissions = ("view", "change")
        constraints = [
            # One entry of one address at a time.
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(
                    status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED]
                ),
                name="one_open_application_per_address",
            )
        ]
        indexes = [
            models.Index(fields=["turn", "due_to", "id"], name="applications_in_turn"),
            models.Index(fields=["status", "due_to"], name="applications_by_due"),
            models.Index(fields=["status", "decided_at"], name="applications_by_decision"),
            models.Index(fields=["person_key"], name="applications_of_person"),
            models.Index(fields=["email_key"], name="applications_of_address"),
            models.Index(fields=["picture_hash"], name="applications_of_picture"),
        ]

    def __str__(self) -> str:
        return self.public_id

    def serializable_data(self) -> dict[str, Any]:
        return {"pk": self.pk, "public_id": self.public_id}

    def with_content_json(self, content: dict[str, Any]) -> Self:
        return self

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        """What Wagtail calls when a workflow is through: nothing, since only verbs decide."""

    @property
    def workflow_states(self) -> Any:
        """Wagtail's own set of `WorkflowState`, with its `active()`."""
        return WorkflowState.objects.for_instance(self)

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
    picture_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("身分証明書")
        verbose_name_plural = _("身分証明書")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["application", "part"], name="one_document_per_application_and_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_part_display()}"
