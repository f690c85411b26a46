"""What this app has to say when a guest wants to leave, or to see what is kept."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import User
from guest_portal.domain.talks import upcoming_talks
from guest_portal.models import Review


def hindrances_of_guest(user: User, *, now: datetime) -> list[Hindrance]:
    count = upcoming_talks(user, now=now).count()
    if not count:
        return []
    words = _("これからのトークが%(count)s件あります。") % {"count": count}
    return [Hindrance(words, reverse("guest_portal:talks"), _("トークを見る"))]


def person_data(user: User) -> Part:
    """Ratings that a guest gave. What guests said about a cast is theirs."""
    written = Review.objects.filter(talk__guest=user).select_related("talk").order_by("created_at")
    return {
        "reviews": [
            {
                "トーク番号": review.talk.public_id,
                "評価": review.rating,
                "感想": review.comment,
                "投稿日時": review.created_at,
            }
            for review in written
        ]
    }
