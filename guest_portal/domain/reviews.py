from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Avg, Count
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.models import Cast
from guest_portal.domain.errors import ReviewRefused
from guest_portal.models import Review
from kernel.locking import lock_row
from talk_rooms.models import Talk


@transaction.atomic
def review_talk(talk: Talk, *, by: User, rating: int, comment: str = "", now: datetime) -> Review:
    """The guest's one word on a talk that is over.

    Refuses `talk_cancelled`, `talk_not_over`, `guest_was_absent` and `already_reviewed`.
    """
    talk = lock_row(talk)
    refuse_review(talk, now=now)
    review = Review.objects.create(talk=talk, rating=rating, comment=comment, created_at=now)
    log(review, "guest_portal.review", user=by, data={"rating": rating})
    return review


def refuse_review(talk: Talk, *, now: datetime) -> None:
    if talk.is_cancelled:
        raise ReviewRefused("talk_cancelled", _("キャンセルされたトークは評価できません。"))
    if now < talk.ends_at:
        raise ReviewRefused("talk_not_over", _("評価はトークの終了後にお送りいただけます。"))
    if not guest_came(talk):
        raise ReviewRefused("guest_was_absent", _("ご参加いただいたトークだけを評価できます。"))
    if Review.objects.filter(talk=talk).exists():
        raise ReviewRefused(
            "already_reviewed", _("このトークの評価はすでにお送りいただいています。")
        )


def guest_came(talk: Talk) -> bool:
    return talk.attendances.filter(user_id=talk.guest_id).exists()


@dataclass(frozen=True)
class Standing:
    """`average` is None as long as nobody has reviewed."""

    average: float | None
    count: int


def standing_of(cast: Cast) -> Standing:
    reviews = Review.objects.filter(talk__reservation__cast=cast)
    return Standing(**reviews.aggregate(average=Avg("rating"), count=Count("pk")))
