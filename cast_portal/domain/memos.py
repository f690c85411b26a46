from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cast_portal.domain.errors import MemoRefused
from cast_portal.models import Cast, Memo, Reservation
from kernel.folding import fold, fold_words


@transaction.atomic
def save_memo(cast: Cast, *, guest: User | None, body: str, now: datetime) -> Memo:
    """The general memo of a cast, or the one on `guest`. Private to the cast, so not audited."""
    if guest and not has_met(cast, guest):
        raise MemoRefused("unknown_guest", _("予約のあったゲストについてだけメモを残せます。"))
    memo, _created = Memo.objects.update_or_create(
        cast=cast, guest=guest, defaults={"body": body, "updated_at": now}
    )
    return memo


def memos_matching(cast: Cast, words: str) -> list[Memo]:
    """The written memos on guests, newest first; every word stands in the memo or the name."""
    mine = Memo.objects.filter(cast=cast, guest__isnull=False).exclude(body="")
    wanted = fold_words(words)
    return [
        memo
        for memo in mine.select_related("guest").order_by("-updated_at")
        if all(word in fold(f"{memo.guest} {memo.body}") for word in wanted)
    ]


def has_met(cast: Cast, guest: User) -> bool:
    return Reservation.objects.filter(cast=cast, talk__guest=guest).exists()


def memo_of(cast: Cast, guest: User | None) -> Memo:
    """The memo as it stands; an empty unsaved one when nothing was written yet."""
    memo = Memo.objects.filter(cast=cast, guest=guest).first()
    return memo or Memo(cast=cast, guest=guest, body="")
