from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import User
from talk_rooms.enums import Side
from talk_rooms.models import Talk


def talk_for(user: User, public_id: str) -> Talk:
    """The one way to a talk by its address; to anybody but its two people it does not exist."""
    mine = Q(cast=user) | Q(guest=user)
    talk = Talk.objects.select_related("cast", "guest").filter(mine, public_id=public_id).first()
    if talk is None:
        raise Http404
    return talk


def talks_between(user: User, earliest: datetime, latest: datetime) -> QuerySet[Talk]:
    """The person's own talks that start in that time, the newest first."""
    mine = Q(cast=user) | Q(guest=user)
    started = Talk.objects.filter(mine, starts_at__range=(earliest, latest))
    return started.select_related("cast", "guest").order_by("-starts_at")


def side_of(talk: Talk, user: User) -> Side:
    if user.pk == talk.cast_id:
        return Side.CAST
    if user.pk == talk.guest_id:
        return Side.GUEST
    raise Http404


def other_person(talk: Talk, user: User) -> User:
    return talk.guest if side_of(talk, user) is Side.CAST else talk.cast
