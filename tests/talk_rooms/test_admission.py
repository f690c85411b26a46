"""Who gets in, and with which close code the others are turned away."""

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from talk_rooms.domain.protocol import ENTRY_BURST
from talk_rooms.domain.room_events import tell_room
from talk_rooms.domain.talks import cancel_talk
from talk_rooms.enums import Side, TalkStatus
from talk_rooms.models import Attendance
from tests.factories import UserFactory
from tests.talk_rooms.sockets import CAST_PAGE, GUEST_PAGE, HOST, dial, path_of, seated


async def parting(path, **fields):
    socket = await dial(path, **fields)
    words = await socket.parting()
    await socket.disconnect()
    return words


async def test_a_visitor_is_told_to_sign_in(meet):
    meeting = await meet()
    assert await parting(path_of(meeting.talk, CAST_PAGE)) == ("signed_out", 4401)


async def test_a_strangers_talk_does_not_exist(meet, sign_in):
    meeting = await meet()
    stranger = await sync_to_async(lambda: sign_in(UserFactory()))()
    path = path_of(meeting.talk, CAST_PAGE)
    assert await parting(path, client=stranger) == ("no_such_talk", 4404)
    assert not await Attendance.objects.aexists()


@pytest.mark.parametrize("path", ["/ws/talks/nosuchtalk99/?v=1&instance=castpage0001", "/ws/", "/"])
async def test_other_addresses_lead_nowhere(meet, path):
    meeting = await meet()
    assert await parting(path, client=meeting.cast_client) == ("no_such_talk", 4404)


@pytest.mark.parametrize(
    "origin",
    [
        b"https://elsewhere.example",
        b"http://testserver:8000",
        b"http://testserver.elsewhere.example",
        b"null",
        b"",
    ],
)
async def test_another_sites_page_gets_nowhere_even_with_the_cookie(meet, origin):
    meeting = await meet()
    headers = [HOST, (b"origin", origin)] if origin else [HOST]
    path = path_of(meeting.talk, CAST_PAGE)
    words = await parting(path, client=meeting.cast_client, headers=headers)
    assert words == ("wrong_origin", 4403)


async def test_the_public_address_is_our_own_behind_a_proxy_too(meet, settings):
    settings.SITE_URL = "https://sashitalk.example"
    meeting = await meet()
    headers = [(b"host", b"127.0.0.1:8000"), (b"origin", b"https://sashitalk.example")]
    socket = await dial(
        path_of(meeting.talk, CAST_PAGE), client=meeting.cast_client, headers=headers
    )
    assert (await socket.hear())["type"] == "welcome"
    await socket.disconnect()


async def test_a_forged_host_does_not_make_an_origin_ours(meet):
    meeting = await meet()
    headers = [(b"host", b"elsewhere.example"), (b"origin", b"http://elsewhere.example")]
    path = path_of(meeting.talk, CAST_PAGE)
    words = await parting(path, client=meeting.cast_client, headers=headers)
    assert words == ("wrong_origin", 4403)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"starts_in": 400}, ("room_not_open", 4425)),
        ({"starts_in": -200}, ("talk_over", 4410)),
    ],
)
async def test_the_room_is_closed_before_and_after(meet, times, words):
    meeting = await meet(**times)
    assert await parting(path_of(meeting.talk, CAST_PAGE), client=meeting.cast_client) == words


async def test_a_cancelled_talk_has_no_room(meet):
    meeting = await meet(status=TalkStatus.CANCELLED, cancelled_at=timezone.now())
    words = await parting(path_of(meeting.talk, CAST_PAGE), client=meeting.cast_client)
    assert words == ("talk_cancelled", 4411)


@pytest.mark.parametrize(
    ("version", "instance"),
    [("2", CAST_PAGE), ("1", ""), ("1", "short"), ("1", "UPPER-CASE!"), ("1", "a" * 32 + "%0A")],
)
async def test_a_page_must_speak_our_version_and_name_itself(meet, version, instance):
    meeting = await meet()
    path = path_of(meeting.talk, instance, version)
    assert await parting(path, client=meeting.cast_client) == ("bad_request", 4400)


async def test_turn_credentials_end_with_the_talk_time(meet, settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.com"], "north"
    settings.RELAY_ONLY = True
    meeting = await meet()
    async with meeting.cast() as socket:
        ice = socket.welcome["ice"]
    expiry, _, name = ice["iceServers"][0]["username"].partition(":")
    assert 0 <= int(expiry) - meeting.talk.talk_ends_at.timestamp() < 1
    assert name == f"{meeting.talk.public_id}.cast"
    assert ice["iceTransportPolicy"] == "relay"


async def test_a_talk_that_is_cancelled_sends_everybody_out(meet):
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        # No verb cancels over people's heads; a race between them and entering might.
        await sync_to_async(tell_room)(meeting.talk, "room.cancelled")
        assert await cast.parting() == ("talk_cancelled", 4411)
        assert await guest.parting() == ("talk_cancelled", 4411)


async def test_whoever_sits_in_the_room_keeps_the_talk_from_being_cancelled(meet):
    meeting = await meet()
    async with meeting.cast():
        cancel = sync_to_async(cancel_talk)
        with pytest.raises(Exception, match="talk_started"):
            await cancel(
                meeting.talk,
                by=meeting.talk.guest,
                side=Side.GUEST,
                reason="",
                now=timezone.now(),
            )


async def test_the_room_hears_of_a_new_message(meet):
    meeting = await meet()
    async with meeting.both() as (cast, guest):
        url = f"/talks/{meeting.talk.public_id}/messages/"
        await sync_to_async(meeting.cast_client.post)(url, {"body": "こんばんは"})
        assert await guest.hear() == {"type": "message"}
        assert await cast.hear("message")


async def test_one_cookie_in_two_talks_sits_in_both(meet, sign_in):
    first = await meet()
    second = await meet(starts_in=250, cast=first.talk.cast)
    async with first.cast(), seated(second.talk, first.cast_client, GUEST_PAGE) as socket:
        assert socket.welcome["side"] == "cast"


async def test_whoever_comes_in_again_and_again_is_turned_away_before_anything_is_written(meet):
    meeting, other = await meet(), await meet()
    path = path_of(meeting.talk, CAST_PAGE)
    for _ in range(ENTRY_BURST):
        async with meeting.cast():
            pass
    assert await parting(path, client=meeting.cast_client) == ("too_frequent", 4429)
    assert await Attendance.objects.acount() == ENTRY_BURST
    async with meeting.guest(), seated(other.talk, other.cast_client, CAST_PAGE):
        pass
