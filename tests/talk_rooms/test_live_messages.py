"""What the talk pages of both sides hear, through the real ASGI application."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from talk_rooms.domain.messages import read_messages, send_message
from tests.factories import UserFactory
from tests.talk_rooms.sockets import dial, make_talk
from tests.talk_rooms.test_call_test import make_test

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]


def path(talk):
    return f"/ws/talks/{talk.public_id}/messages/"


@sync_to_async
def tomorrow():
    return make_talk(starts_in=timedelta(days=1).total_seconds())


async def watch(talk, user, sign_in):
    socket = await dial(path(talk), client=await sync_to_async(sign_in)(user))
    await socket.hear("ready")
    return socket


async def test_both_sides_hear_of_a_message_and_of_its_being_read(sign_in):
    talk = await tomorrow()
    sockets = [await watch(talk, user, sign_in) for user in (talk.cast, talk.guest)]
    now = timezone.now()
    await sync_to_async(send_message)(talk, sender=talk.guest, body="楽しみです", now=now)
    for socket in sockets:
        await socket.hear("changed")
    await sync_to_async(read_messages)(talk, reader=talk.cast, now=now)
    for socket in sockets:
        await socket.hear("changed")
    # Nothing new was read, so nobody needs to look again.
    await sync_to_async(read_messages)(talk, reader=talk.cast, now=now)
    assert await sockets[0].receive_nothing(timeout=0.2)
    for socket in sockets:
        await socket.disconnect()


async def test_whoever_comes_later_is_told_how_long_ago_something_changed(sign_in):
    talk = await tomorrow()
    client = await sync_to_async(sign_in)(talk.cast)

    async def quiet():
        socket = await dial(path(talk), client=client)
        ready = await socket.hear("ready")
        await socket.disconnect()
        return ready["quiet"]

    assert await quiet() == 60_000
    now = timezone.now()
    await sync_to_async(send_message)(talk, sender=talk.guest, body="楽しみです", now=now)
    assert await quiet() < 10_000


async def test_strangers_and_visitors_hear_nothing(sign_in):
    talk = await tomorrow()
    stranger = await sync_to_async(sign_in)(await sync_to_async(UserFactory)())
    for client in (stranger, None):
        socket = await dial(path(talk), client=client)
        assert (await socket.receive_output(timeout=5))["code"] == 4404


async def test_both_sides_hear_of_a_call_test_that_counts_for_their_talk(sign_in):
    talk, later = await tomorrow(), await sync_to_async(make_talk)(starts_in=3 * 86400.0)
    sockets = [await watch(talk, user, sign_in) for user in (talk.cast, talk.guest)]
    elsewhere = await watch(later, later.cast, sign_in)
    now = timezone.now() + timedelta(hours=1)
    await sync_to_async(make_test)(talk.guest, now)
    for socket in sockets:
        await socket.hear("changed")
    await sync_to_async(make_test)(later.guest, now)
    assert await elsewhere.receive_nothing(timeout=0.2)
    for socket in (*sockets, elsewhere):
        await socket.disconnect()
