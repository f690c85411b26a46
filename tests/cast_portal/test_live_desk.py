"""What a cast's own windows hear besides the schedule, through the real ASGI application."""

from io import BytesIO

import pytest
from asgiref.sync import sync_to_async
from PIL import Image

from cast_portal.domain.copying import delete_template, save_template
from cast_portal.domain.cropping import Square
from cast_portal.domain.grid import day_of
from cast_portal.domain.pictures import add_picture, crop_picture, move_picture, remove_picture
from cast_portal.enums import PictureMove
from cms_pages.domain.announcements import mark_read
from payouts.domain.accounts import ask_to_mend_account, set_bank_account, verify_account
from payouts.domain.batches import approve_batch, create_batch, void_batch
from payouts.domain.claims import approve_claim
from payouts.domain.settling import mark_batch_paid, mark_line_paid, mark_line_returned
from talk_rooms.domain.messages import read_messages, send_message
from tests.factories import (
    NOW,
    AnnouncementFactory,
    CastFactory,
    ReservationFactory,
    SlotFactory,
    StaffFactory,
)
from tests.payouts.builders import VALUE_DATE, details, make_claim, set_consignor
from tests.payouts.builders import make_cast as make_cast_with_reward
from tests.talk_rooms.sockets import dial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asyncio]
REASON = {"reason": "名義の相違", "now": NOW}


@pytest.fixture
def hears(sign_in):
    """await hears(cast, verb, …) does it, and only comes back if the cast's desk is told."""

    async def watch(cast, verb, *args, **kwargs):
        client = await sync_to_async(sign_in)(cast.user)
        socket = await dial(f"/ws/casts/{cast.user.public_id}/desk/", client=client)
        await socket.hear("ready")
        result = await sync_to_async(verb)(*args, **kwargs)
        await socket.hear("changed")
        await socket.disconnect()
        return result

    return watch


@pytest.fixture
def staff_of_three(db):
    return [StaffFactory() for _ in range(3)]


def jpeg():
    buffer = BytesIO()
    Image.new("RGB", (800, 600), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


async def test_pictures_added_cut_moved_and_removed(hears, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast = await sync_to_async(CastFactory)()
    first = await hears(cast, add_picture, cast, source=jpeg())
    await hears(cast, add_picture, cast, source=jpeg())
    first = await hears(cast, crop_picture, first, square=Square(0, 0, 400))
    await hears(cast, move_picture, first, move=PictureMove.DOWN)
    await hears(cast, remove_picture, first)


async def test_a_template_saved_and_deleted(hears):
    slot = await sync_to_async(SlotFactory)()
    week = day_of(slot.starts_at)
    template = await hears(slot.cast, save_template, slot.cast, name="平日", week_of=week)
    await hears(slot.cast, delete_template, slot.cast, template.pk)


async def test_an_announcement_that_was_read(hears):
    cast = await sync_to_async(CastFactory)()
    announcement = await sync_to_async(AnnouncementFactory)()
    await hears(cast, mark_read, announcement, by=cast.user, now=NOW)


async def test_a_message_that_came_and_was_read(hears):
    reservation = await sync_to_async(ReservationFactory)()
    cast, talk = reservation.cast, reservation.talk
    words = {"sender": talk.guest, "body": "楽しみです"}
    await hears(cast, send_message, talk, **words, now=NOW)
    await hears(cast, read_messages, talk, reader=talk.cast, now=NOW)


async def test_a_claim_on_its_way_to_the_account_and_back(hears, staff_of_three):
    one, two, three = staff_of_three
    await sync_to_async(set_consignor)()
    cast = await sync_to_async(make_cast_with_reward)()
    claim = await hears(cast, make_claim, cast)
    await hears(cast, approve_claim, claim, by=one, now=NOW)

    def batch_of_all():
        return create_batch(by=one, value_date=VALUE_DATE, now=NOW)

    batch = await sync_to_async(batch_of_all)()
    await hears(cast, approve_batch, batch, by=two, now=NOW)
    await hears(cast, void_batch, batch, by=three, **REASON)
    batch = await sync_to_async(batch_of_all)()
    await hears(cast, approve_batch, batch, by=two, now=NOW)
    line = await sync_to_async(batch.lines.select_related("claim__cast__user", "batch").get)()
    await hears(cast, mark_line_paid, line, by=one, now=NOW)
    await hears(cast, mark_line_returned, line, by=one, lost_fee_yen=0, **REASON)


async def test_a_batch_that_was_paid(hears, staff_of_three):
    one, two, _ = staff_of_three
    await sync_to_async(set_consignor)()
    cast = await sync_to_async(make_cast_with_reward)()
    claim = await sync_to_async(make_claim)(cast)
    await sync_to_async(approve_claim)(claim, by=one, now=NOW)
    batch = await sync_to_async(create_batch)(by=one, value_date=VALUE_DATE, now=NOW)
    await sync_to_async(approve_batch)(batch, by=two, now=NOW)
    await hears(cast, mark_batch_paid, batch, by=one, now=NOW)


async def test_a_bank_account_checked_by_the_office(hears, staff_of_three):
    cast = await sync_to_async(CastFactory)()
    doubtful = await sync_to_async(details)(holder_kana="タロウ ヤマダ")
    account = await hears(cast, set_bank_account, cast, details=doubtful, now=NOW)
    by = staff_of_three[0]
    await hears(cast, ask_to_mend_account, account, by=by, **REASON)
    await hears(cast, set_bank_account, cast, details=doubtful, now=NOW)
    await hears(cast, verify_account, account, by=by, **REASON)
