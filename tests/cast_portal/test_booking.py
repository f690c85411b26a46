from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from cast_portal.domain.bookable import bookable_slots, offer_for
from cast_portal.domain.booking import reserve_slots
from cast_portal.domain.grid import day_of, midnight
from cast_portal.domain.schedule import offer_slots
from cast_portal.models import CastPortalSettings, Reservation, Slot
from kernel.errors import Refusal
from notices.models import OutgoingMail
from talk_rooms.models import Talk, TalkRoomSettings
from tests.factories import CastFactory, GuestFactory, SlotFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def slots(cast, now):
    """Three adjoining free slots from 20:00 (Tokyo) on."""
    return [SlotFactory(cast=cast, starts_at=now + HOUR + 3 * n * MINUTE) for n in range(3)]


def reserve(cast, guest, slots, now, wish=""):
    return reserve_slots(
        cast, guest=guest, slot_ids=[slot.pk for slot in slots], wish=wish, now=now
    )


def refused(cast, guest, slots, now):
    with pytest.raises(Refusal) as refusal:
        reserve(cast, guest, slots, now)
    assert not Talk.objects.exists()
    return refusal.value.code


def test_adjoining_slots_become_one_talk(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[:2], now)

    assert (talk.cast, talk.guest) == (cast.user, guest)
    assert (talk.starts_at, talk.ends_at) == (slots[0].starts_at, slots[1].ends_at)
    assert talk.talk_ends_at - talk.talk_starts_at == 5 * MINUTE
    assert set(talk.slots.all()) == set(slots[:2])


def test_the_order_in_which_slots_were_ticked_does_not_matter(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[::-1], now)

    assert (talk.starts_at, talk.ends_at) == (slots[0].starts_at, slots[2].ends_at)


def test_reservation_keeps_the_terms_it_was_made_under(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[:2], now, wish="映画の話")

    cast.rank.reward_yen, cast.rank.price_points, cast.rank.name = 9_000, 9_000, "新しい名前"
    cast.rank.save()
    rules = CastPortalSettings.load()
    rules.cast_cancel_minutes = rules.guest_cancel_minutes = rules.report_minutes = 5
    rules.save()
    terms = Reservation.objects.get(talk=talk)

    assert (terms.rank_name, terms.slot_count, terms.wish) == ("ゴールド", 2, "映画の話")
    assert (terms.reward_yen, terms.price_points) == (1_200, 2_000)
    assert terms.cast_may_cancel_until == terms.guest_may_cancel_until == now
    assert terms.report_until == talk.ends_at + 10 * MINUTE


def test_each_side_gets_the_deadline_of_its_own_setting(cast, guest, slots, now):
    rules = CastPortalSettings.load()
    rules.cast_cancel_minutes, rules.guest_cancel_minutes = 50, 20
    rules.save()

    terms = reserve(cast, guest, slots[:1], now).reservation

    assert terms.cast_may_cancel_until == now + 10 * MINUTE
    assert terms.guest_may_cancel_until == now + 40 * MINUTE


def test_reservation_leaves_one_audit_row_with_whoever_made_it(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[:1], now)

    [entry] = ModelLogEntry.objects.for_instance(talk)
    assert (entry.user, entry.message) == (guest, "トークが予約されました")


def test_mail_tells_the_cast_the_terms_of_the_deal(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[:2], now, wish="映画の話")

    mail = OutgoingMail.objects.get(to=cast.user.email)
    assert guest.public_name in mail.subject
    for words in (
        cast.user.public_name,
        guest.public_name,
        "2026年11月24日(火) 20:00〜20:06",
        "2枠（通話時間 5分）",
        "報酬：1,200円",
        "60日以内",
        "映画の話",
        f"http://testserver/cast/talks/{talk.public_id}/",
    ):
        assert words in mail.body


def test_mail_confirms_the_reservation_to_the_guest(cast, guest, slots, now):
    talk = reserve(cast, guest, slots[:1], now)

    mail = OutgoingMail.objects.get(to=guest.email)
    for words in (
        cast.user.public_name,
        "20:00〜20:03",
        "1枠（通話時間 2分）",
        "1,000ポイント",
        f"http://testserver/guest/talks/{talk.public_id}/",
    ):
        assert words in mail.body
    assert "円" not in mail.body


def test_mails_never_carry_a_legal_name(cast, guest, slots, now):
    reserve(cast, guest, slots[:1], now)

    for mail in OutgoingMail.objects.all():
        for user in (cast.user, guest):
            assert user.last_name not in mail.subject + mail.body
            assert user.first_name not in mail.subject + mail.body


def test_a_second_submit_gives_the_first_talk(cast, guest, slots, now):
    first = reserve(cast, guest, slots[:2], now)
    again = reserve(cast, guest, slots[:2], now)

    assert again == first
    assert Reservation.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


def test_part_of_an_own_talk_is_not_taken_for_a_second_submit(cast, guest, slots, now):
    reserve(cast, guest, slots[:2], now)
    with pytest.raises(Refusal) as refusal:
        reserve(cast, guest, slots[:1], now)
    assert refusal.value.code == "slot_taken"


def test_a_slot_is_reserved_once(cast, guest, slots, now):
    reserve(cast, GuestFactory().user, slots[:1], now)
    with pytest.raises(Refusal) as refusal:
        reserve(cast, guest, slots[:2], now)
    assert (refusal.value.code, refusal.value.field) == ("slot_taken", "slots")
    assert Talk.objects.count() == 1
    assert not Slot.objects.get(pk=slots[1].pk).is_reserved


def test_slots_with_a_gap_are_refused(cast, guest, slots, now):
    assert refused(cast, guest, [slots[0], slots[2]], now) == "slots_not_adjoining"


def test_nothing_ticked_is_refused(cast, guest, now):
    assert refused(cast, guest, [], now) == "slots_needed"


def test_a_slot_of_another_cast_is_refused(cast, guest, slots, now):
    assert refused(cast, guest, [SlotFactory()], now) == "slot_gone"


def test_a_released_slot_is_refused(cast, guest, slots, now):
    Slot.objects.filter(pk=slots[1].pk).delete()
    assert refused(cast, guest, slots[:2], now) == "slot_gone"


def test_the_lead_time_is_the_last_moment(cast, guest, slots, now):
    deadline = slots[0].starts_at - 10 * MINUTE
    late = deadline + timedelta(microseconds=1)
    assert refused(cast, guest, slots[:1], late) == "slot_too_soon"
    assert reserve(cast, guest, slots[:1], deadline)


def test_a_slot_in_the_past_is_refused(cast, guest, slots, now):
    assert refused(cast, guest, slots[:1], slots[0].ends_at) == "slot_too_soon"


def test_the_last_day_that_casts_may_offer_is_reserved_whole_and_nothing_beyond(cast, guest, now):
    end = midnight(day_of(now) + timedelta(days=61))
    offered = offer_slots(cast, starts=[end - 3 * MINUTE, end], now=now)
    last, beyond = offered.added[0], SlotFactory(cast=cast, starts_at=end)
    assert list(bookable_slots(now=now)) == [last]
    assert refused(cast, guest, [beyond], now) == "slot_too_far"
    assert refused(cast, guest, [last, beyond], now) == "slot_too_far"
    assert reserve(cast, guest, [last], now)


def test_margins_must_leave_talk_time(cast, guest, slots, now):
    rooms = TalkRoomSettings.load()
    rooms.margin_seconds = 90
    rooms.save()
    assert refused(cast, guest, slots[:1], now) == "talk_too_short"
    assert reserve(cast, guest, slots[:2], now)


def test_a_guest_without_a_profile_is_refused(cast, slots, now):
    for guest in (GuestFactory(introduction="").user, UserFactory()):
        assert refused(cast, guest, slots[:1], now) == "profile_needed"


@pytest.mark.parametrize("role", [Role.CAST, Role.STAFF])
def test_only_guests_reserve(cast, slots, now, role):
    assert refused(cast, UserFactory(role=role), slots[:1], now) == "guest_only"


def test_a_cast_who_is_not_listed_is_refused(cast, guest, slots, now):
    cast.is_listed = False
    cast.save(update_fields=["is_listed"])
    assert refused(cast, guest, slots[:1], now) == "cast_not_listed"


def test_a_cast_whose_account_is_closed_is_refused(cast, guest, slots, now):
    cast.user.is_active = False
    cast.user.save(update_fields=["is_active"])
    assert refused(cast, guest, slots[:1], now) == "cast_not_listed"


def test_a_guest_has_one_talk_at_a_time(cast, guest, slots, now):
    other = SlotFactory(cast=CastFactory(), starts_at=slots[0].starts_at + MINUTE)
    reserve(other.cast, guest, [other], now)
    with pytest.raises(Refusal) as refusal:
        reserve(cast, guest, slots[:1], now)
    assert refusal.value.code == "talk_overlaps"
    assert not Slot.objects.get(pk=slots[0].pk).is_reserved


def test_bookable_are_only_free_slots_of_listed_casts_in_time(cast, guest, slots, now):
    SlotFactory(cast=CastFactory(is_listed=False), starts_at=slots[0].starts_at)
    SlotFactory(cast=CastFactory(user__is_active=False), starts_at=slots[0].starts_at)
    reserve(cast, guest, slots[:1], now)

    assert set(bookable_slots(now=now)) == set(slots[1:])
    assert set(bookable_slots(now=slots[1].starts_at - 9 * MINUTE)) == {slots[2]}
    assert not bookable_slots(now=now - timedelta(days=61)).exists()


def test_an_offer_names_the_terms_that_the_reservation_then_keeps(cast, guest, slots, now):
    offer = offer_for(cast, slots[1::-1], now=now)

    talk = reserve(cast, guest, offer.slots, now)

    assert (offer.starts_at, offer.ends_at) == (talk.starts_at, talk.ends_at)
    assert offer.talk_time == talk.talk_ends_at - talk.talk_starts_at
    assert offer.price_points == talk.reservation.price_points
    assert offer.cancel_until == talk.reservation.guest_may_cancel_until
    assert not offer.is_final
