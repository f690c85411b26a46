from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from cast_portal.domain.booking import reserve_slots
from cast_portal.domain.casts import change_rank
from cast_portal.domain.invitations import (
    accept_invitation,
    decline_invitation,
    expire_invitation,
    invite_cast,
    invite_casts,
    withdraw_invitation,
)
from cast_portal.enums import INVITATION_MOVES, InvitationStatus
from cast_portal.models import CastPortalSettings, RankInvitation
from cast_portal.tasks import expire_invitations
from kernel.errors import Refusal
from notices.models import OutgoingMail
from tests.cast_portal.invitations.conftest import MESSAGE
from tests.factories import CastFactory, SilverFactory, SlotFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REASON = "ご案内する方を間違えたため"


def code_of(call, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_an_invited_cast_is_told_by_mail_what_would_change(cast, invitation):
    mail = OutgoingMail.objects.get()

    assert mail.to == cast.user.email
    assert "プラチナ" in mail.subject
    for words in ("ゴールド（1枠 600円）", "プラチナ（1枠 900円）", MESSAGE, "12月8日(火) 19:00"):
        assert words in mail.body
    assert f"/cast/invitation/{invitation.public_id}/" in mail.body
    assert cast.user.legal_name not in mail.body


def test_an_invitation_is_open_for_as_long_as_the_office_has_set(cast, invite, now):
    rules = CastPortalSettings.load()
    rules.invitation_days = 3
    rules.save()

    assert invite(cast).expires_at == now + 3 * DAY


def test_an_invitation_needs_a_message(cast, platinum, staff, now):
    assert code_of(invite_cast, cast, rank=platinum, message=" ", by=staff, now=now) == (
        "message_needed"
    )


def test_only_a_higher_rank_can_be_offered(cast, invite):
    assert code_of(invite, cast, rank=cast.rank) == "rank_not_higher"
    assert code_of(invite, cast, rank=SilverFactory()) == "rank_not_higher"


def test_a_higher_rank_that_may_be_asked_for_can_be_offered_too(invite):
    silver = SilverFactory()
    cast = CastFactory(rank=SilverFactory(name="ブルー", slug="blue", order=1))

    assert invite(cast, rank=silver).rank == silver


def test_one_invitation_at_a_time(cast, invite, invitation):
    assert code_of(invite, cast) == "already_invited"


def test_the_database_holds_one_open_invitation_per_cast(invitation):
    invitation.pk, invitation.public_id = None, "another"

    with pytest.raises(IntegrityError):
        invitation.save(force_insert=True)


def test_a_cast_whose_time_ran_out_can_be_invited_again_at_once(cast, invite, invitation, now):
    again = invite(cast, at=now + 14 * DAY)

    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.EXPIRED
    assert again.status == InvitationStatus.OFFERED


def test_a_suspended_cast_is_not_invited(cast, invite):
    cast.user.is_active = False
    cast.user.save(update_fields=["is_active"])

    assert code_of(invite, cast) == "cast_left"


def test_of_many_those_who_can_be_are_invited_and_the_others_named(
    cast, invitation, platinum, staff, now
):
    free, highest = CastFactory(), CastFactory(rank=platinum)

    invited = invite_casts([cast, free, highest], rank=platinum, message=MESSAGE, by=staff, now=now)

    assert [one.cast for one in invited.invitations] == [free]
    assert [(one, refusal.code) for one, refusal in invited.refused] == [
        (cast, "already_invited"),
        (highest, "rank_not_higher"),
    ]


def test_accepting_gives_the_rank_and_says_so(cast, invitation, platinum, now):
    accept_invitation(invitation, by=cast.user, now=now + DAY)

    cast.refresh_from_db()
    invitation.refresh_from_db()
    assert cast.rank == platinum
    assert (invitation.status, invitation.answered_at) == (InvitationStatus.ACCEPTED, now + DAY)
    mail = OutgoingMail.objects.get(subject__contains="ランクになりました")
    assert "1枠 900円" in mail.body
    assert "11月25日(水) 19:00 以降に入ったご予約" in mail.body


def test_each_step_is_in_the_log_without_a_real_name(cast, invitation, now):
    accept_invitation(invitation, by=cast.user, now=now)

    entries = ModelLogEntry.objects.order_by("timestamp", "pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("cast_portal.invite_cast", invitation.invited_by),
        ("cast_portal.change_rank", cast.user),
        ("cast_portal.accept_invitation", cast.user),
    ]
    assert entries[1].data["reason"] == f"ランクのご案内の承諾（{invitation.public_id}）"
    assert not any(cast.user.last_name in entry.label for entry in entries)


def test_accepting_twice_is_accepting_once(cast, invitation, now):
    accept_invitation(invitation, by=cast.user, now=now)
    accept_invitation(invitation, by=cast.user, now=now + DAY)

    invitation.refresh_from_db()
    assert invitation.answered_at == now
    assert ModelLogEntry.objects.filter(action="cast_portal.change_rank").count() == 1
    assert OutgoingMail.objects.count() == 2


def test_the_new_reward_counts_for_reservations_made_after_acceptance(cast, guest, invitation, now):
    slots = [SlotFactory(cast=cast) for _ in range(3)]

    def reserve(slot):
        slot_ids = [slot.pk]
        return reserve_slots(cast, guest=guest, slot_ids=slot_ids, wish="", now=now).reservation

    before = reserve(slots[0])
    accept_invitation(invitation, by=cast.user, now=now)
    after = reserve(slots[2])

    before.refresh_from_db()
    assert (before.rank_name, before.reward_yen) == ("ゴールド", 600)
    assert (after.rank_name, after.reward_yen) == ("プラチナ", 900)


def test_the_last_moment_is_too_late(cast, invitation, now):
    late = now + 14 * DAY

    for answer in (accept_invitation, decline_invitation):
        assert code_of(answer, invitation, by=cast.user, now=late) == "invitation_expired"
        assert answer(invitation, by=cast.user, now=late - timedelta(seconds=1))
        RankInvitation.objects.update(status="offered", answered_at=None)


def test_an_offer_that_is_no_longer_higher_cannot_be_accepted(
    cast, invitation, platinum, staff, now
):
    change_rank(cast, rank=platinum, by=staff, reason="直接の変更")

    assert code_of(accept_invitation, invitation, by=cast.user, now=now) == "rank_not_higher"


def test_declining_leaves_the_rank_as_it_is(cast, invitation, now):
    decline_invitation(invitation, by=cast.user, now=now)
    decline_invitation(invitation, by=cast.user, now=now + DAY)

    cast.refresh_from_db()
    invitation.refresh_from_db()
    assert cast.rank.slug == "gold"
    assert (invitation.status, invitation.answered_at) == (InvitationStatus.DECLINED, now)
    assert ModelLogEntry.objects.filter(action="cast_portal.decline_invitation").count() == 1


def test_the_office_takes_an_offer_back_with_a_reason(cast, invitation, staff):
    assert code_of(withdraw_invitation, invitation, by=staff, reason=" ") == "reason_needed"

    withdraw_invitation(invitation, by=staff, reason=REASON)
    withdraw_invitation(invitation, by=staff, reason=REASON)

    entry = ModelLogEntry.objects.get(action="cast_portal.withdraw_invitation")
    assert (entry.user, entry.data) == (staff, {"reason": REASON})


@pytest.mark.parametrize("status", [one for one, moves in INVITATION_MOVES.items() if not moves])
def test_what_is_closed_stays_closed(cast, invitation, staff, now, status):
    answered_at = now if status in ("accepted", "declined") else None
    RankInvitation.objects.update(status=status, answered_at=answered_at)
    moves = {
        "accepted": lambda: accept_invitation(invitation, by=cast.user, now=now),
        "declined": lambda: decline_invitation(invitation, by=cast.user, now=now),
        "withdrawn": lambda: withdraw_invitation(invitation, by=staff, reason=REASON),
    }
    moves.pop(status, None)

    assert {code_of(move) for move in moves.values()} == {"move_not_allowed"}
    invitation.refresh_from_db()
    assert invitation.status == status


def test_the_hourly_task_closes_what_has_run_out_and_nothing_else(cast, invite, invitation, now):
    fresh = invite(CastFactory(), at=now + DAY)

    with time_machine.travel(now + 14 * DAY, tick=False):
        expire_invitations()
        expire_invitations()

    invitation.refresh_from_db()
    fresh.refresh_from_db()
    assert (invitation.status, fresh.status) == ("expired", "offered")
    entry = ModelLogEntry.objects.get(action="cast_portal.expire_invitation")
    assert entry.user is None
    assert OutgoingMail.objects.count() == 2


def test_an_offer_does_not_expire_before_its_time(invitation, now):
    expire_invitation(invitation, now=now + 14 * DAY - timedelta(seconds=1))

    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.OFFERED


def test_expiring_an_answered_invitation_changes_nothing(cast, invitation, now):
    accept_invitation(invitation, by=cast.user, now=now)

    expire_invitation(invitation, now=now + 30 * DAY)

    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.ACCEPTED
