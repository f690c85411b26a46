from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.log_actions import log

from accounts.models import User
from talk_rooms.domain.access import other_person
from talk_rooms.models import Block, Talk


@transaction.atomic
def block_other(talk: Talk, *, by: User, now: datetime) -> None:
    """The other person of this talk; talks that are reserved already stay until cancelled."""
    _block, created = Block.objects.get_or_create(
        blocker=by, blocked=other_person(talk, by), defaults={"created_at": now}
    )
    if created:
        log(talk, "talk_rooms.block", user=by)


@transaction.atomic
def unblock_other(talk: Talk, *, by: User) -> None:
    gone, _by_model = Block.objects.filter(blocker=by, blocked=other_person(talk, by)).delete()
    if gone:
        log(talk, "talk_rooms.unblock", user=by)


def blocks_of(blocker: User) -> QuerySet[Block]:
    """Whom they have blocked, the latest first; `at_talk` is the public id of a talk of the two."""
    pair = Q(cast=blocker, guest=OuterRef("blocked")) | Q(guest=blocker, cast=OuterRef("blocked"))
    talks = Talk.objects.filter(pair).order_by("-starts_at").values("public_id")[:1]
    mine = Block.objects.filter(blocker=blocker).select_related("blocked")
    return mine.annotate(at_talk=Subquery(talks)).order_by("-created_at")


def has_blocked(blocker: User, blocked: User) -> bool:
    return Block.objects.filter(blocker=blocker, blocked=blocked).exists()


def is_blocked_between(one: User, other: User) -> bool:
    """Either of them has blocked the other."""
    pair = Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)
    return Block.objects.filter(pair).exists()
