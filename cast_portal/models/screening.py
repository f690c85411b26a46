from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from accounts.models import User
from cast_portal.enums import ReasonUse


class ScreeningTask(Task):
    """One stage of screening. It offers none of Wagtail's own actions: the verbs move it on."""

    groups = models.ManyToManyField(
        Group,
        verbose_name=_("審査するグループ"),
        help_text=_("このグループの担当者が、この段階の審査をします。"),
    )
    admin_form_fields = [*Task.admin_form_fields, "groups"]
    admin_form_widgets = {"groups": forms.CheckboxSelectMultiple}

    class Meta:
        verbose_name = _("キャスト審査の段階")
        verbose_name_plural = _("キャスト審査の段階")

    @classmethod
    def get_description(cls) -> Promise:
        return _(
            "キャスト応募の審査専用です。前の段階を承認した人は、同じ応募の次の段階を承認できません。"
        )

    def is_open_to(self, user: User) -> bool:
        return user.is_superuser or self.groups.filter(user=user).exists()


class ScreeningReason(models.Model):
    """Why staff ask again or decline, and the words that the applicant reads about it."""

    use = models.CharField(_("使いみち"), max_length=10, choices=ReasonUse.choices)
    code = models.SlugField(_("識別名"), max_length=30, unique=True)
    label = models.CharField(_("理由（事務局用）"), max_length=60)
    applicant_text = models.TextField(
        _("応募者への説明"),
        max_length=500,
        blank=True,
        help_text=_(
            "メールと再提出ページに表示されます。"
            "見送りでは空欄にすると、理由に触れない文面だけが届きます。"
        ),
    )
    erases_picture = models.BooleanField(
        _("画像をただちに消去する"),
        default=False,
        help_text=_("マイナンバーなど、お預かりしてはいけない情報が写っている場合に使います。"),
    )
    is_active = models.BooleanField(_("選択肢に表示する"), default=True)
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta:
        verbose_name = _("審査の理由")
        verbose_name_plural = _("審査の理由")
        ordering = ["use", "order", "pk"]

    def __str__(self) -> str:
        return self.label


class ScreeningNote(models.Model):
    """What screeners tell each other about an entry. It goes when the entry is purged."""

    application = models.ForeignKey(
        "cast_portal.CastApplication", on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("内部メモ"), max_length=2000)
    created_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("内部メモ")
        verbose_name_plural = _("内部メモ")
        ordering = ["created_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.author} {self.created_at:%Y-%m-%d %H:%M}"
