from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast_portal.domain.booking import reserve_slots
from kernel.errors import Refusal
from talk_rooms.domain.blocks import block_other, is_blocked_between
from talk_rooms.domain.messages import send_message
from talk_rooms.models import Block, Message
from tests.factories import (
    GuestFactory,
    ReservationFactory,
    SlotFactory,
    TalkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/blocks/"


@pytest.fixture
def talk(cast):
    return ReservationFactory(cast=cast, talk__guest=GuestFactory().user).talk


def refused(call, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


@pytest.mark.parametrize("blocker", ["cast", "guest"])
def test_after_a_block_neither_side_writes_to_the_other(talk, now, blocker):
    block_other(talk, by=getattr(talk, blocker), now=now)
    for sender in (talk.cast, talk.guest):
        code = refused(send_message, talk, sender=sender, body="こんにちは", now=now)
        assert code == "messages_blocked"
    assert not Message.objects.exists()


@pytest.mark.parametrize("blocker", ["cast", "guest"])
def test_after_a_block_no_new_talk_is_reserved(talk, cast, now, blocker):
    slot = SlotFactory(cast=cast, starts_at=now + timedelta(days=3))
    block_other(talk, by=getattr(talk, blocker), now=now)
    wanted = {"guest": talk.guest, "slot_ids": [slot.pk], "now": now}
    # In the words of any cast that takes no reservations.
    assert refused(reserve_slots, cast, **wanted) == "cast_not_listed"
    talk.refresh_from_db()
    assert not talk.is_cancelled


def test_others_are_not_touched_by_a_block(talk, now):
    block_other(talk, by=talk.cast, now=now)
    assert not is_blocked_between(talk.cast, UserFactory())


def test_blocking_twice_is_one_block(talk, now):
    for _time in range(2):
        block_other(talk, by=talk.cast, now=now)
    assert Block.objects.count() == 1


def test_the_page_blocks_and_lifts(talk, sign_in):
    client = sign_in(talk.cast)
    path = f"/talks/{talk.public_id}/block/"
    assert "ブロックしました" in client.post(path, follow=True).content.decode()
    assert is_blocked_between(talk.cast, talk.guest)
    # The one who was blocked cannot lift it.
    sign_in(talk.guest).post(path, {"lift": "1"})
    assert is_blocked_between(talk.cast, talk.guest)
    client.post(path, {"lift": "1"})
    assert not Block.objects.exists()


def test_strangers_block_nobody(talk, sign_in):
    stranger = sign_in(UserFactory())
    assert stranger.post(f"/talks/{talk.public_id}/block/").status_code == 404
    assert sign_in(talk.cast).get(f"/talks/{talk.public_id}/block/").status_code == 405


@pytest.mark.parametrize("blocker", ["cast", "guest"])
def test_the_list_names_whom_one_has_blocked_and_lifts_there(talk, sign_in, now, blocker):
    me, other = getattr(talk, blocker), talk.guest if blocker == "cast" else talk.cast
    TalkFactory(cast=talk.cast, guest=talk.guest)
    block_other(talk, by=me, now=now)
    client = sign_in(me)
    page = client.get(LIST)
    (block,) = page.context["blocks"]
    assert block.blocked == other
    assert f"{other}さん" in page.content.decode()
    lifted = client.post(f"/talks/{block.at_talk}/block/", {"lift": "1", "next": LIST})
    assert lifted.url == LIST
    assert "ブロックしている方はいません" in client.get(LIST).content.decode()


def test_nobody_is_told_that_they_are_blocked(talk, sign_in, now):
    block_other(talk, by=talk.cast, now=now)
    assert not sign_in(talk.guest).get(LIST).context["blocks"]


def test_the_way_back_from_a_block_never_leaves_the_site(talk, sign_in):
    path = f"/talks/{talk.public_id}/block/"
    answer = sign_in(talk.cast).post(path, {"next": "//example.org"})
    assert answer.url == f"/talks/{talk.public_id}/messages/"


def test_the_list_asks_the_same_of_the_database_for_one_and_three(talk, sign_in, now):
    def look():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    client = sign_in(talk.cast)
    block_other(talk, by=talk.cast, now=now)
    look()
    one = look()
    for _more in range(2):
        block_other(TalkFactory(cast=talk.cast), by=talk.cast, now=now)
    assert look() == one


def test_the_list_is_for_people_who_have_signed_in(client, db):
    assert client.get(LIST).url.startswith("/accounts/login/")
