"""The offer of a higher rank and its answer. Locks are taken in the order cast, invitation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.casts import give_rank
from cast_portal.domain.errors import InvitationRefused
from cast_portal.domain.own_events import tell_desk
from cast_portal.enums import INVITATION_MOVES, InvitationStatus
from cast_portal.mails.invitations import mail_rank_accepted, mail_rank_invited
from cast_portal.models import Cast, CastPortalSettings, Rank, RankInvitation
from kernel.locking import lock_row
from kernel.moves import require_move


@transaction.atomic
def invite_cast(cast: Cast, *, rank: Rank, message: str, by: User, now: datetime) -> RankInvitation:
    """Refuses `message_needed`, `cast_left`, `rank_not_higher` and `already_invited`."""
    if not message.strip():
        raise InvitationRefused(
            "message_needed", _("キャストへのメッセージを入力してください。"), field="message"
        )
    cast = lock_row(cast)
    expire_old_offers(cast, now=now)
    refuse_offer(cast, rank=rank)
    invitation = RankInvitation.objects.create(
        cast=cast,
        rank=rank,
        previous_rank=cast.rank,
        message=message.strip(),
        invited_by=by,
        invited_at=now,
        expires_at=now + timedelta(days=CastPortalSettings.load().invitation_days),
    )
    data = {"rank": rank.name}
    log(invitation, "cast_portal.invite_cast", user=by, data=data)
    mail_rank_invited(invitation)
    tell_desk(cast.user.public_id)
    return invitation


def expire_old_offers(cast: Cast, *, now: datetime) -> None:
    """The hourly task may not have come to them yet, and one open offer is all there can be."""
    for invitation in overdue_invitations(now=now).filter(cast=cast):
        expire_invitation(invitation, now=now)


def refuse_offer(cast: Cast, *, rank: Rank) -> None:
    if not cast.user.is_active:
        raise InvitationRefused(
            "cast_left", _("アカウントが停止されているため、ご案内できません。")
        )
    refuse_lower_rank(cast, rank=rank)
    if cast.invitations.filter(status=InvitationStatus.OFFERED).exists():
        raise InvitationRefused("already_invited", _("回答待ちのご案内があります。"))


def refuse_lower_rank(cast: Cast, *, rank: Rank) -> None:
    if rank.order <= cast.rank.order:
        raise InvitationRefused(
            "rank_not_higher",
            _("現在のランクより上のランクではないため、この操作はできません。"),
            field="rank",
        )


@dataclass
class Invited:
    """What became of an offer to many: who has it, and who could not be invited and why."""

    invitations: list[RankInvitation] = field(default_factory=list)
    refused: list[tuple[Cast, InvitationRefused]] = field(default_factory=list)


def invite_casts(
    casts: Iterable[Cast], *, rank: Rank, message: str, by: User, now: datetime
) -> Invited:
    """Each in a transaction of its own, so that one refusal keeps nobody else waiting."""
    invited = Invited()
    for cast in casts:
        try:
            invitation = invite_cast(cast, rank=rank, message=message, by=by, now=now)
        except InvitationRefused as refusal:
            invited.refused.append((cast, refusal))
        else:
            invited.invitations.append(invitation)
    return invited


@transaction.atomic
def accept_invitation(invitation: RankInvitation, *, by: User, now: datetime) -> RankInvitation:
    """The rank counts for reservations made from now on; earlier ones keep their reward.

    Refuses `move_not_allowed`, `invitation_expired` and `rank_not_higher`.
    """
    cast = lock_row(invitation.cast)
    invitation = lock_row(invitation)
    if invitation.status == InvitationStatus.ACCEPTED:
        return invitation
    refuse_answer(invitation, InvitationStatus.ACCEPTED, now=now)
    refuse_lower_rank(cast, rank=invitation.rank)
    reason = gettext("ランクのご案内の承諾（%(number)s）") % {"number": invitation.public_id}
    give_rank(cast, rank=invitation.rank, by=by, reason=reason)
    close_invitation(invitation, InvitationStatus.ACCEPTED, answered_at=now)
    log(invitation, "cast_portal.accept_invitation", user=by)
    mail_rank_accepted(invitation, now=now)
    return invitation


@transaction.atomic
def decline_invitation(invitation: RankInvitation, *, by: User, now: datetime) -> RankInvitation:
    """Refuses `move_not_allowed` and `invitation_expired`."""
    invitation = lock_row(invitation)
    if invitation.status == InvitationStatus.DECLINED:
        return invitation
    refuse_answer(invitation, InvitationStatus.DECLINED, now=now)
    close_invitation(invitation, InvitationStatus.DECLINED, answered_at=now)
    log(invitation, "cast_portal.decline_invitation", user=by)
    return invitation


def refuse_answer(invitation: RankInvitation, answer: InvitationStatus, *, now: datetime) -> None:
    if invitation.status == InvitationStatus.OFFERED and not invitation.is_open(now):
        raise InvitationRefused(
            "invitation_expired", _("回答期限を過ぎたため、お答えいただけません。")
        )
    require_move(INVITATION_MOVES, InvitationStatus(invitation.status), answer)


@transaction.atomic
def withdraw_invitation(invitation: RankInvitation, *, by: User, reason: str) -> RankInvitation:
    """Refuses `reason_needed` and `move_not_allowed`."""
    invitation = lock_row(invitation)
    if invitation.status == InvitationStatus.WITHDRAWN:
        return invitation
    if not reason.strip():
        raise InvitationRefused(
            "reason_needed", _("取り消しの理由を入力してください。"), field="reason"
        )
    current = InvitationStatus(invitation.status)
    require_move(INVITATION_MOVES, current, InvitationStatus.WITHDRAWN)
    close_invitation(invitation, InvitationStatus.WITHDRAWN)
    data = {"reason": reason.strip()}
    log(invitation, "cast_portal.withdraw_invitation", user=by, data=data)
    return invitation


def withdraw_offers(cast: Cast) -> None:
    """Of a cast whose row is locked, because it leaves."""
    for invitation in cast.invitations.filter(status=InvitationStatus.OFFERED):
        close_invitation(invitation, InvitationStatus.WITHDRAWN)
        log(invitation, "cast_portal.withdraw_invitation", data={"reason": gettext("退会のため")})


@transaction.atomic
def expire_invitation(invitation: RankInvitation, *, now: datetime) -> RankInvitation:
    """Quiet unless the offer still waits and its time is over."""
    invitation = lock_row(invitation)
    if invitation.status != InvitationStatus.OFFERED or invitation.is_open(now):
        return invitation
    close_invitation(invitation, InvitationStatus.EXPIRED)
    log(invitation, "cast_portal.expire_invitation")
    return invitation


def close_invitation(
    invitation: RankInvitation, status: InvitationStatus, *, answered_at: datetime | None = None
) -> None:
    invitation.status = status
    invitation.answered_at = answered_at
    invitation.save(update_fields=["status", "answered_at"])
    tell_desk(invitation.cast.user.public_id)


def overdue_invitations(*, now: datetime) -> QuerySet[RankInvitation]:
    waiting = RankInvitation.objects.filter(status=InvitationStatus.OFFERED, expires_at__lte=now)
    return waiting.order_by("expires_at")


def open_invitation(cast: Cast, *, now: datetime) -> RankInvitation | None:
    """The one that the cast can still accept, with what a card shows."""
    waiting = RankInvitation.objects.filter(
        cast=cast,
        status=InvitationStatus.OFFERED,
        expires_at__gt=now,
        rank__order__gt=F("cast__rank__order"),
    )
    return waiting.select_related("rank").first()


def invitation_for(cast: Cast, public_id: str) -> RankInvitation:
    """The gate to one invitation on the cast's side; a stranger gets 404."""
    mine = RankInvitation.objects.filter(cast=cast).select_related("rank", "previous_rank")
    invitation = mine.filter(public_id=public_id).first()
    if invitation is None:
        raise Http404
    return invitation
