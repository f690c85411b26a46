from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.errors import CastRefused
from cast_portal.models import Cast, Rank
from kernel.locking import lock_row


@transaction.atomic
def change_rank(cast: Cast, *, rank: Rank, by: User, reason: str) -> Cast:
    """Counts for later reservations; those already made keep the terms they were made under."""
    cast = lock_row(cast)
    if cast.rank_id == rank.pk:
        return cast
    require_reason(reason)
    return give_rank(cast, rank=rank, by=by, reason=reason.strip())


def give_rank(cast: Cast, *, rank: Rank, by: User, reason: str) -> Cast:
    """Of a cast whose row is locked."""
    before = cast.rank.name
    cast.rank = rank
    cast.save(update_fields=["rank"])
    data = {"before": before, "after": rank.name, "reason": reason}
    log(cast, "cast_portal.change_rank", user=by, data=data)
    return cast


@transaction.atomic
def change_listing(cast: Cast, *, is_listed: bool, by: User, reason: str) -> Cast:
    """A cast off the list can neither be found nor reserved; talks already reserved stay."""
    cast = lock_row(cast)
    if cast.is_listed == is_listed:
        return cast
    require_reason(reason)
    cast.is_listed = is_listed
    cast.save(update_fields=["is_listed"])
    data = {"is_listed": is_listed, "reason": reason.strip()}
    log(cast, "cast_portal.change_listing", user=by, data=data)
    return cast


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise CastRefused("reason_needed", _("変更の理由を入力してください。"), field="reason")
