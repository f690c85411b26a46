"""An invitation that is answered, withdrawn and runs out at the same second has one outcome."""

from datetime import timedelta
from functools import partial

import pytest

from cast_portal.domain import invitations
from cast_portal.domain.invitations import (
    accept_invitation,
    expire_invitation,
    invite_cast,
    withdraw_invitation,
)
from cast_portal.enums import InvitationStatus
from cast_portal.models import Cast, RankInvitation
from notices.models import OutgoingMail
from tests.factories import NOW, CastFactory, RankFactory, StaffFactory
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)
LAST_DAY = NOW + timedelta(days=14)


@pytest.fixture
def offering():
    platinum = RankFactory(name="プラチナ", slug="platinum", order=4, reward_yen=900)
    by = StaffFactory()

    def make(cast=None):
        return partial(
            invite_cast, cast or CastFactory(), rank=platinum, message="ぜひ", by=by, now=NOW
        )

    return make


def accepting(invitation, now=NOW):
    return partial(accept_invitation, invitation, by=invitation.cast.user, now=now)


def withdrawing(invitation):
    return partial(withdraw_invitation, invitation, by=StaffFactory(), reason="取り消し")


def outcome(invitation):
    """Whether the status and the cast's rank say the same."""
    invitation.refresh_from_db()
    is_platinum = Cast.objects.get(pk=invitation.cast_id).rank_id == invitation.rank_id
    return invitation.status, is_platinum


def test_accepted_and_withdrawn_at_once_is_one_of_the_two(offering):
    for _ in range(5):
        invitation = offering()()

        results = race(accepting(invitation), withdrawing(invitation))

        assert codes(results) == ["move_not_allowed"]
        assert outcome(invitation) in {
            (InvitationStatus.ACCEPTED, True),
            (InvitationStatus.WITHDRAWN, False),
        }


def test_control_without_locks_a_withdrawn_offer_still_gives_the_rank(
    offering, unlocked, overtaken
):
    invitation = offering()()
    unlocked(invitations)
    overtaken(invitations, "require_move", accepting(invitation))

    withdrawing(invitation)()

    assert outcome(invitation) == (InvitationStatus.WITHDRAWN, True)


def test_accepted_in_the_last_second_is_not_expired(offering):
    for _ in range(5):
        invitation = offering()()
        in_time = LAST_DAY - timedelta(seconds=1)

        results = race(
            accepting(invitation, now=in_time),
            partial(expire_invitation, invitation, now=LAST_DAY),
        )

        accepted = codes(results) == []
        assert outcome(invitation) == (
            (InvitationStatus.ACCEPTED, True) if accepted else (InvitationStatus.EXPIRED, False)
        )


def test_accepted_twice_at_once_changes_the_rank_once(offering):
    invitation = offering()()

    results = race(accepting(invitation), accepting(invitation))

    assert codes(results) == []
    assert OutgoingMail.objects.count() == 2


def test_two_of_the_office_invite_a_cast_once(offering):
    inviting = offering(CastFactory())

    results = race(inviting, inviting)

    assert codes(results) == ["already_invited"]
    assert RankInvitation.objects.count() == OutgoingMail.objects.count() == 1
