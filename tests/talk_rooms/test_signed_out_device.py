"""A device that was signed out gets into no room, whatever its cookie says, and out of the one in
which it sits."""

from asgiref.sync import sync_to_async
from django.urls import reverse

from tests.talk_rooms.sockets import GUEST_PAGE, dial, path_of


async def test_a_device_that_was_signed_out_is_turned_away(meet, sign_in):
    meeting = await meet()
    lost = await sync_to_async(sign_in)(meeting.talk.guest)
    kept = await sync_to_async(sign_in)(meeting.talk.guest)

    await sync_to_async(kept.post)(reverse("accounts:sign_out_others"))

    socket = await dial(path_of(meeting.talk, GUEST_PAGE), client=lost)
    assert (await socket.parting())[0] == "signed_out"
    meeting.guest_client = kept
    async with meeting.guest() as guest:
        assert guest.welcome["side"] == "guest"


async def test_a_device_that_is_signed_out_from_afar_loses_its_seat_at_once(meet, sign_in):
    meeting = await meet()
    elsewhere = await sync_to_async(sign_in)(meeting.talk.guest)
    async with meeting.both() as (cast, guest):
        await sync_to_async(elsewhere.post)(reverse("accounts:sign_out_others"))
        assert await guest.parting() == ("signed_out", 4401)
        await guest.disconnect()
        assert await cast.hear("peer") == {"type": "peer", "instance": None}


async def test_signing_out_gives_up_the_seat(meet):
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        await sync_to_async(meeting.cast_client.post)(reverse("account_logout"))
        assert await cast.parting() == ("signed_out", 4401)
        assert await guest.receive_nothing()


async def test_whoever_is_signed_in_on_another_device_keeps_the_seat(meet, sign_in):
    meeting = await meet()
    elsewhere = await sync_to_async(sign_in)(meeting.talk.guest)
    async with meeting.guest() as guest:
        await sync_to_async(elsewhere.post)(reverse("account_logout"))
        assert await guest.receive_nothing()
