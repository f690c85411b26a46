"""Somebody leaves while somebody else reserves or claims: never is a talk or money left behind."""

from datetime import timedelta
from functools import partial

import pytest

from accounts.domain import leaving
from accounts.domain.errors import LeavingRefused
from accounts.domain.leaving import leave
from cast_portal.domain import booking, pictures
from cast_portal.domain import leaving as cast_leaving
from cast_portal.domain.booking import reserve_slots
from cast_portal.domain.pictures import add_picture
from cast_portal.models import CastPicture
from kernel.errors import Refusal
from payouts.domain.accounts import set_bank_account
from payouts.domain.claims import claim_rewards
from payouts.models import BankAccount, Claim, PayoutSettings
from talk_rooms.domain import office_calls, talks
from talk_rooms.domain.office_calls import call_office
from talk_rooms.enums import OfficeCallKind
from talk_rooms.models import OfficeCall, Talk
from tests.factories import NOW, CastFactory, GuestFactory, SlotFactory, TalkFactory
from tests.images import draw_portrait
from tests.payouts.builders import details, make_account, make_reward
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)


def reserving(slot, guest):
    return partial(reserve_slots, slot.cast, guest=guest, slot_ids=[slot.pk], now=NOW)


def going(user):
    return partial(leave, user, now=NOW)


def is_gone(user):
    user.refresh_from_db()
    return user.left_at is not None


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_either_the_talk_stands_or_the_person_is_gone(side):
    for _ in range(8):
        slot, guest = SlotFactory(cast=CastFactory()), GuestFactory().user
        user = slot.cast.user if side == "cast" else guest

        talk, left = race(reserving(slot, guest), going(user))

        assert len(codes([talk, left])) == 1
        if isinstance(talk, Refusal):
            assert talk.code in {"slot_gone", "person_gone", "cast_not_listed", "profile_needed"}
            assert is_gone(user)
            assert not Talk.objects.filter(slots=slot.pk).exists()
        else:
            assert left.code == "leaving_hindered"
            assert not is_gone(user)
            assert talk.slots.get() == slot


def test_two_reservations_and_a_leaving_never_wait_for_each_other_for_ever():
    cast = CastFactory()
    slots = [SlotFactory(cast=cast) for _ in range(4)]
    calls = [reserving(slot, GuestFactory().user) for slot in slots]

    *made, left = race(*calls, going(cast.user))

    codes([*made, left])
    assert is_gone(cast.user) == (Talk.objects.count() == 0)


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_control_without_locks_a_talk_is_left_with_somebody_gone(unlocked, overtaken, side):
    slot, guest = SlotFactory(starts_at=NOW + timedelta(days=1)), GuestFactory().user
    user = slot.cast.user if side == "cast" else guest
    unlocked(booking, talks, leaving, cast_leaving)
    overtaken(talks, "refuse_gone", going(user))

    reserve_slots(slot.cast, guest=guest, slot_ids=[slot.pk], now=NOW)

    assert is_gone(user)
    assert Talk.objects.count() == 1


def rich_cast():
    cast = CastFactory()
    make_account(cast)
    make_reward(cast, 10_000)
    return cast


def test_a_claim_is_made_or_its_cast_gone_never_both(monkeypatch):
    PayoutSettings.load()
    for _ in range(5):
        cast = rich_cast()
        # What could be claimed would hinder by itself: here the claim alone must.
        monkeypatch.setattr(leaving, "refuse_hindered", lambda hindrances: list(hindrances))

        claim, left = race(partial(claim_rewards, cast, now=NOW), going(cast.user))

        if isinstance(left, LeavingRefused):
            assert claim == Claim.objects.get(cast=cast)
        else:
            assert codes([claim]) == ["no_bank_account"]
            assert is_gone(cast.user)


def reporting(talk):
    """In the last second in which the office can be called."""
    now = talk.ends_at + timedelta(hours=23, minutes=59, seconds=59)
    words = {"kind": OfficeCallKind.ABUSE, "words": "暴言"}
    return partial(call_office, talk, by=talk.cast, now=now, **words)


def going_after(talk):
    return partial(leave, talk.guest, now=talk.ends_at + timedelta(hours=24))


def test_whoever_is_reported_is_still_there_or_was_gone_before():
    for _ in range(8):
        talk = TalkFactory()
        call, left = race(reporting(talk), going_after(talk))
        assert len(codes([call, left])) == 1
        assert is_gone(talk.guest) != OfficeCall.objects.filter(talk=talk).exists()


def test_control_without_locks_somebody_reported_is_gone(unlocked, overtaken):
    talk = TalkFactory()
    unlocked(leaving, office_calls)
    overtaken(office_calls, "refuse_call", going_after(talk))
    reporting(talk)()
    assert is_gone(talk.guest)
    assert OfficeCall.objects.filter(talk=talk).exists()


@pytest.fixture
def portraits(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def adding_picture(cast):
    return partial(add_picture, cast, source=draw_portrait())


def registering(cast):
    return partial(set_bank_account, cast, details=details(), now=NOW)


@pytest.mark.usefixtures("portraits")
@pytest.mark.parametrize("act", [adding_picture, registering])
def test_nothing_is_kept_about_a_cast_after_they_have_left(act):
    for _ in range(5):
        cast = CastFactory()
        kept, left = race(act(cast), going(cast.user))
        assert codes([kept, left]) in ([], ["person_gone"])
        assert is_gone(cast.user)
        assert not CastPicture.objects.filter(cast=cast).exists()
        assert not BankAccount.objects.filter(cast=cast).exists()


@pytest.mark.usefixtures("portraits")
def test_control_without_locks_a_picture_is_left_of_somebody_gone(unlocked, overtaken):
    cast = CastFactory()
    unlocked(pictures, leaving, cast_leaving)
    overtaken(pictures, "refuse_gone", going(cast.user))
    adding_picture(cast)()
    assert is_gone(cast.user)
    assert CastPicture.objects.filter(cast=cast).exists()
