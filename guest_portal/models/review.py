from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talk_rooms.models import Talk


class Review(models.Model):
    """The guest's rating of a talk; a cast's average comes from these."""

    talk = models.OneToOneField(Talk, on_delete=models.PROTECT, related_name="review")
    rating = models.PositiveSmallIntegerField(
        _("評価"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField(_("感想"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("投稿日時"))

    class Meta:
        verbose_name = _("ゲストの評価")
        verbose_name_plural = _("ゲストの評価")
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__range=(1, 5)), name="review_rating_is_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return f"{self.talk} {self.rating}"
