"""What open windows hear, through the real ASGI application."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from accounts.sessions import CONSENT_WANTED
from cast_portal.domain.booking import cancel_reservation, reserve_slots
from cast_portal.domain.grid import grid_starts
from cast_portal.domain.memos import save_memo
from cast_portal.domain.profile import Profile, profile_version, update_profile
from cast_portal.domain.reports import file_report
from cast_portal.domain.schedule import offer_slots, release_slot
from cast_portal.enums import Outcome
from cast_portal.models import Cast, Slot
from talk_rooms.enums import Side
from tests.factories import CastFactory, GuestFactory, ReservationFactory
from tests.talk_rooms.sockets import dial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]
SLOT = timedelta(minutes=3)


def path(cast, what="schedule"):
    return f"/ws/casts/{cast.user.public_id}/{what}/"


@sync_to_async
def make_cast(**fields):
    return CastFactory(**fields)


@sync_to_async
def offer_one(cast, day=2):
    noon = timezone.localtime() + timedelta(days=day)
    start = next(
        grid_starts(noon.replace(hour=12, minute=0), noon + timedelta(days=1), length=SLOT)
    )
    return offer_slots(cast, starts=[start], now=timezone.now()).added


def want_consent(client):
    session = client.session
    session[CONSENT_WANTED] = True
    session.save()


async def watch(cast, client=None, what="schedule"):
    socket = await dial(path(cast, what), client=client)
    await socket.hear("ready")
    return socket


async def test_every_change_of_the_times_is_heard_by_a_visitor():
    cast = await make_cast()
    guest = (await sync_to_async(GuestFactory)()).user
    socket = await watch(cast)

    (slot,) = await offer_one(cast)
    await socket.hear("changed")
    now = timezone.now()
    talk = await sync_to_async(reserve_slots)(cast, guest=guest, slot_ids=[slot.pk], now=now)
    await socket.hear("changed")
    await sync_to_async(cancel_reservation)(talk, by=guest, side=Side.GUEST, reason="", now=now)
    await socket.hear("changed")
    slot = await Slot.objects.aget(cast=cast)
    await sync_to_async(release_slot)(slot, by=cast.user, now=now)
    await socket.hear("changed")
    await socket.disconnect()


async def test_another_casts_changes_are_not_heard():
    mine, other = await make_cast(), await make_cast()
    socket = await watch(mine)
    await offer_one(other)
    assert await socket.receive_nothing(timeout=0.2)
    await socket.disconnect()


async def test_a_cast_off_the_list_is_hidden_from_others_but_not_from_itself(sign_in):
    cast = await make_cast()
    await Cast.objects.filter(pk=cast.pk).aupdate(is_listed=False)
    stranger = await dial(path(cast))
    assert (await stranger.receive_output(timeout=5))["code"] == 4404
    own = await watch(cast, await sync_to_async(sign_in)(cast.user))
    await own.disconnect()


async def test_a_window_that_talks_is_shown_out():
    socket = await watch(await make_cast())
    await socket.say("changed")
    assert (await socket.receive_output(timeout=5))["code"] == 4400


async def test_a_casts_own_desk_hears_of_its_times_and_of_its_reports(sign_in):
    cast = await make_cast()
    socket = await watch(cast, await sync_to_async(sign_in)(cast.user), "desk")
    await offer_one(cast)
    await socket.hear("changed")

    now = timezone.now()
    ended = await sync_to_async(ReservationFactory)(
        cast=cast, talk__starts_at=now - timedelta(minutes=5)
    )
    report = {"outcome": Outcome.TROUBLE, "rating": None, "impressions": "", "now": now}
    await sync_to_async(file_report)(ended.talk, by=cast.user, **report)
    await socket.hear("changed")
    profile = {"profile": Profile("はじめまして。", "")}
    profile["seen"] = await sync_to_async(profile_version)(cast)
    await sync_to_async(update_profile)(cast, **profile)
    await socket.hear("changed")
    await socket.disconnect()


async def test_a_casts_windows_hear_of_a_memo_but_not_when_nothing_is_new(sign_in):
    cast = await make_cast()
    socket = await watch(cast, await sync_to_async(sign_in)(cast.user), "memos")
    memo = {"guest": None, "body": "メモ", "seen": 0, "now": timezone.now()}
    await sync_to_async(save_memo)(cast, **memo)
    await socket.hear("changed")
    await sync_to_async(save_memo)(cast, **memo)
    assert await socket.receive_nothing(timeout=0.2)
    await socket.disconnect()


@pytest.mark.parametrize("what", ["desk", "memos"])
async def test_nobody_else_follows_a_casts_own_windows(sign_in, what):
    cast, other = await make_cast(), await make_cast()
    for client in (None, await sync_to_async(sign_in)(other.user)):
        socket = await dial(path(cast, what), client=client)
        assert (await socket.receive_output(timeout=5))["code"] == 4404


@pytest.mark.parametrize("what", ["desk", "memos"])
async def test_whoever_must_consent_first_follows_nothing_of_its_own(sign_in, what):
    cast = await make_cast()
    client = await sync_to_async(sign_in)(cast.user)
    await sync_to_async(want_consent)(client)
    socket = await dial(path(cast, what), client=client)
    assert (await socket.receive_output(timeout=5))["code"] == 4404
