from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.domain.presence import refuse_gone
from accounts.models import User
from cast_portal.domain.errors import MemoChanged, MemoRefused
from cast_portal.domain.own_events import tell_memos
from cast_portal.models import Cast, Memo, Reservation
from kernel.folding import fold, fold_words
from kernel.locking import lock_row


@transaction.atomic
def save_memo(cast: Cast, *, guest: User | None, body: str, seen: int, now: datetime) -> Memo:
    """The general memo of a cast, or the one on `guest`. Private to the cast, so not audited.

    `seen` is the version that the writer had before them, 0 for none. Raises `MemoChanged` when
    another one stands by now, unless it says the same.
    """
    if guest and not has_met(cast, guest):
        raise MemoRefused("unknown_guest", _("予約のあったゲストについてだけメモを残せます。"))
    refuse_gone(lock_row(cast).user)
    memo = memo_of(cast, guest)
    if memo.pk and memo.body == body:
        return memo
    if memo.version != seen:
        raise MemoChanged(memo)
    memo.body, memo.version, memo.updated_at = body, seen + 1, now
    memo.save()
    tell_memos(cast.user.public_id)
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


def memos_about(cast: Cast, guests: list[str]) -> QuerySet[Memo]:
    """The written ones on guests with these public ids, and the general one."""
    wanted = Q(guest__isnull=True) | Q(guest__public_id__in=guests)
    return Memo.objects.filter(wanted, cast=cast).select_related("guest")


def has_met(cast: Cast, guest: User) -> bool:
    return Reservation.objects.filter(cast=cast, talk__guest=guest).exists()


def memo_of(cast: Cast, guest: User | None) -> Memo:
    """The memo as it stands; an empty unsaved one when nothing was written yet."""
    memo = Memo.objects.filter(cast=cast, guest=guest).first()
    return memo or Memo(cast=cast, guest=guest, body="")
