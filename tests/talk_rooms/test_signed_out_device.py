"""A device that was signed out from afar gets into no room, whatever its cookie says."""

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
