from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Rank(models.Model):
    """What one slot earns the cast (`reward_yen`) and costs the guest (`price_points`)."""

    name = models.CharField(_("名前"), max_length=20, unique=True)
    slug = models.SlugField(_("識別名"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("並び順"), unique=True)
    reward_yen = models.PositiveIntegerField(
        _("1枠の報酬（円）"), validators=[MinValueValidator(1)]
    )
    price_points = models.PositiveIntegerField(_("1枠の料金（ポイント）"))
    is_by_invitation = models.BooleanField(
        _("インビテーション制"),
        default=False,
        help_text=_("応募のときには選べず、運営からのご案内でのみ上がれるランクです。"),
    )

    class Meta:
        verbose_name = _("報酬ランク")
        verbose_name_plural = _("報酬ランク")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(reward_yen__gt=0), name="rank_reward_is_positive")
        ]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    name = models.CharField(_("名前"), max_length=30, unique=True)
    slug = models.SlugField(_("識別名"), max_length=30, unique=True)
    order = models.PositiveSmallIntegerField(_("並び順"), default=0)

    class Meta:
        verbose_name = _("カテゴリー")
        verbose_name_plural = _("カテゴリー")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
