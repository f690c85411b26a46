"""Somebody has left: what goes, what no longer comes, what stays, and what others see."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.domain.address_changes import ask_address_change
from accounts.domain.errors import PersonGone
from accounts.domain.leaving import hindrances_for, leave
from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.models import AddressChange, Device, Guest, User
from cast_portal.domain.casts import change_listing
from cast_portal.domain.copying import save_template
from cast_portal.domain.invitations import invite_cast
from cast_portal.domain.memos import save_memo
from cast_portal.domain.pictures import add_picture
from cast_portal.domain.profile import Profile, profile_version, update_profile
from cast_portal.domain.schedule import offer_slots
from cast_portal.enums import InvitationStatus, Outcome, ReportStatus
from cast_portal.models import CastPicture, Memo, Report, Slot, WeekTemplate
from cms_pages.domain.contact import answer_contact, close_contact, receive_contact
from cms_pages.domain.errors import ContactRefused
from cms_pages.enums import ContactTopic
from cms_pages.models import AnnouncementRead, ContactMessage
from guest_portal.domain.profile import profile_version as version_of_guest
from guest_portal.domain.profile import save_profile
from guest_portal.models import Review
from notices.account_mails import ACCOUNT_CHANGED
from notices.domain.mail import queue_mail
from notices.models import OutgoingMail
from payouts.enums import ClaimStatus
from payouts.models import BankAccount, TransferLine
from talk_rooms.domain.blocks import block_other
from talk_rooms.domain.calendars import feed_of
from talk_rooms.domain.call_test import record_call_test
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.messages import send_message
from talk_rooms.domain.talks import open_talk
from talk_rooms.enums import Browser, CallTestVerdict, System
from talk_rooms.models import Block, CalendarFeed
from tests.accounts.past_talks import AGO, over
from tests.factories import (
    NOW,
    AnnouncementFactory,
    GuestFactory,
    RankFactory,
    ReservationFactory,
    SlotFactory,
)
from tests.images import draw_portrait
from tests.payouts.builders import (
    make_account,
    make_exported,
)

pytestmark = pytest.mark.django_db
OLD = "old@example.com"
# More than a day after the talks of `make_report`.
LATER = NOW + timedelta(hours=1)


# --- what goes


def test_the_account_holds_nobody_any_more(sign_in, guest):
    sign_in(guest)
    EmailAddress.objects.create(user=guest, email=guest.email, verified=True, primary=True)
    TOTP.activate(guest, generate_totp_secret())
    ask_address_change(guest, new_email="new@example.com", now=NOW)

    leave(guest, now=NOW)

    guest.refresh_from_db()
    assert (guest.legal_name, guest.legal_name_kana) == ("", "")
    assert guest.public_name == "退会したゲスト"
    assert not guest.is_active
    assert not guest.has_usable_password()
    for model in (EmailAddress, Authenticator, AddressChange, Device):
        assert not model.objects.filter(user=guest).exists()


def test_the_address_may_sign_up_anew(guest):
    email = guest.email
    leave(guest, now=NOW)
    assert User.objects.create_user(email=email, role=Role.GUEST).pk != guest.pk


def test_what_a_guest_told_is_erased(guest):
    seen = version_of_guest(guest)
    save_profile(guest, public_name="はな", introduction="自己紹介", topics="旅", seen=seen)
    leave(guest, now=NOW)
    profile = Guest.objects.get(user=guest)
    assert (profile.introduction, profile.topics) == ("", "")


def test_what_a_cast_told_is_erased_pictures_and_memos_too(
    cast, django_capture_on_commit_callbacks
):
    picture = add_picture(cast, source=draw_portrait())
    links = {"website_url": "https://example.com", "sns_url_1": "https://example.org"}
    update_profile(
        cast,
        profile=Profile("自己紹介", "経歴", topics="映画", languages=["ja"], **links),
        seen=profile_version(cast),
    )
    save_memo(cast, guest=None, body="買い物", seen=0, now=NOW)
    WeekTemplate.objects.create(cast=cast, name="いつもの", starts=[0])
    make_account(cast)
    free = SlotFactory(cast=cast)

    with django_capture_on_commit_callbacks(execute=True):
        leave(cast.user, now=NOW)

    cast.refresh_from_db()
    told = (cast.introduction, cast.career, cast.topics, cast.languages, cast.links)
    assert not any(told)
    assert not cast.is_listed
    assert not any(picture.image.storage.exists(name) for name in picture.files)
    assert cast.user.public_name == "退会したキャスト"
    assert not Slot.objects.filter(pk=free.pk).exists()
    for model in (CastPicture, Memo, WeekTemplate, BankAccount):
        assert not model.objects.filter(cast=cast).exists()


def test_the_log_names_nobody_who_left(cast, guest, staff):
    name = cast.user.public_name
    change_listing(cast, is_listed=False, by=staff, reason="テスト")
    higher = RankFactory(slug="black", name="ブラック", order=9)
    invite_cast(cast, rank=higher, message="どうぞ", by=staff, now=NOW)
    make_account(cast)
    label = str(cast.bank_account)
    ask_address_change(cast.user, new_email="new@example.com", now=NOW)
    assert ModelLogEntry.objects.filter(label__contains=name).exists()

    leave(cast.user, now=NOW)

    assert not ModelLogEntry.objects.filter(label__contains=name).exists()
    assert not ModelLogEntry.objects.filter(label=label).exists()


def test_ties_to_others_and_marks_are_erased(cast, guest, staff):
    talk = over(cast=cast, talk__guest=guest)
    block_other(talk, by=guest, now=NOW)
    block_other(talk, by=cast.user, now=NOW)
    feed = reverse("talk_rooms:calendar", args=[feed_of(guest).secret])
    AnnouncementRead.objects.create(announcement=AnnouncementFactory(), user=guest, read_at=NOW)
    words = {"topic": ContactTopic.OTHER, "reply_to": guest.email, "user": guest, "now": NOW}
    answered = receive_contact(body="質問です", talk=None, **words)
    about_talk = receive_contact(body="困りました", talk=talk, **words)
    unsigned = receive_contact(body="前の質問です", talk=None, **words | {"user": None})
    for contact in (answered, about_talk, unsigned):
        close_contact(contact, by=staff)
    assert Client().get(feed).status_code == 200

    leave(guest, now=NOW)

    assert Client().get(feed).status_code == 404
    for model in (CalendarFeed, AnnouncementRead):
        assert not model.objects.exists()
    assert Block.objects.get().blocker == cast.user
    kept = ContactMessage.objects.get()
    assert kept == about_talk
    assert kept.reply_to.endswith("@left.invalid")
    assert refused_answer(kept, by=staff) == "person_gone"
    assert not OutgoingMail.objects.filter(to=kept.reply_to).exists()


def refused_answer(contact, *, by):
    with pytest.raises(ContactRefused) as refusal:
        answer_contact(contact, by=by, body="お返事です", newest_read=0, now=NOW)
    return refusal.value.code


def test_nothing_is_mailed_to_somebody_who_left(guest):
    leave(guest, now=NOW)
    guest.refresh_from_db()
    queue_mail(ACCOUNT_CHANGED, to=guest.email, values={"link": "x"})
    assert not OutgoingMail.objects.filter(to=guest.email).exists()


def test_a_contact_without_an_answer_hinders_and_is_one_press_away(guest, staff):
    words = {"topic": ContactTopic.OTHER, "reply_to": guest.email, "talk": None, "now": NOW}
    contact = receive_contact(body="お金が届きません", user=guest, **words)
    receive_contact(body="だれかの質問です", user=None, **words)

    [hindrance] = hindrances_for(guest, now=NOW)

    assert contact.public_id in hindrance.words
    assert hindrance.link == reverse("cms_pages:contact_own", args=[contact.public_id])
    close_contact(contact, by=staff)
    leave(guest, now=NOW)
    assert ContactMessage.objects.get().body == "だれかの質問です"


def test_an_open_offer_of_a_rank_is_withdrawn(cast, staff):
    higher = RankFactory(slug="black", name="ブラック", order=9)
    offer = invite_cast(cast, rank=higher, message="どうぞ", by=staff, now=NOW)
    leave(cast.user, now=NOW)
    offer.refresh_from_db()
    assert offer.status == InvitationStatus.WITHDRAWN


# --- what no longer comes

PROFILE = Profile("自己紹介", "経歴")
BY_WHO_LEFT = {
    "picture": lambda cast: add_picture(cast, source=draw_portrait()),
    "profile": lambda cast: update_profile(cast, profile=PROFILE, seen=""),
    "memo": lambda cast: save_memo(cast, guest=None, body="買い物", seen=0, now=NOW),
    "slots": lambda cast: offer_slots(cast, starts=[NOW + timedelta(days=1)], now=NOW),
    "template": lambda cast: save_template(cast, name="いつもの", week_of=NOW.date()),
    "bank account": make_account,
    "guest profile": lambda cast: save_profile(
        cast.user, public_name="はな", introduction="自己紹介", topics="旅", seen=""
    ),
    "address": lambda cast: ask_address_change(cast.user, new_email=OLD, now=NOW),
    "call test": lambda cast: record_call_test(
        cast.user,
        talk=None,
        verdict=CallTestVerdict.OK,
        browser=Browser.CHROME,
        system=System.WINDOWS,
        paths=[],
        now=NOW,
    ),
}


@pytest.mark.parametrize("act", BY_WHO_LEFT.values(), ids=list(BY_WHO_LEFT))
def test_a_request_that_was_overtaken_by_leaving_keeps_nothing(cast, act):
    cast.user  # noqa: B018 -- as the request read it, before
    leave(User.objects.get(pk=cast.user_id), now=NOW)
    with pytest.raises(PersonGone) as refusal:
        act(cast)
    assert refusal.value.code == "person_gone"


# --- what stays


def test_consents_talks_and_words_stay_for_the_other_side(sign_in, publish, cast, guest):
    record_consents(guest, [publish()], now=NOW)
    talk = ReservationFactory(cast=cast, talk__guest=guest, talk__starts_at=AGO).talk
    send_message(talk, sender=guest, body="こんにちは", now=AGO)
    done = {"outcome": Outcome.DONE, "suggested_outcome": Outcome.DONE, "filed_at": AGO}
    Report.objects.create(talk=talk, status=ReportStatus.FINAL, **done)
    Review.objects.create(talk=talk, rating=5, created_at=AGO)

    leave(guest, now=NOW)

    assert guest.consents.count() == 1
    html = sign_in(cast.user).get(reverse("talk_rooms:messages", args=[talk.public_id]))
    assert "こんにちは" in html.content.decode()
    assert "退会したゲスト" in html.content.decode()
    assert Review.objects.filter(talk=talk).exists()


def test_a_paid_transfer_keeps_the_account_and_the_name_it_was_paid_to():
    make_exported()
    line = TransferLine.objects.get()
    cast = line.claim.cast
    cast.claims.update(status=ClaimStatus.PAID, paid_at=NOW)

    leave(cast.user, now=LATER)

    line.refresh_from_db()
    assert line.holder_name == "ヤマダ タロウ"
    assert line.number == "0012345"
    assert cast.rewards.exists()


# --- seen by others


def test_a_cast_who_left_is_found_nowhere(sign_in, page_tree, cast, guest):
    SlotFactory(cast=cast, starts_at=timezone.now() + timedelta(days=1))
    name, page = cast.user.public_name, reverse("guest_portal:cast", args=[cast.user.public_id])
    places = [reverse("guest_portal:casts"), "/sitemap.xml"]
    visitor, other = Client(), sign_in(guest)
    assert page in visitor.get(places[0]).content.decode()
    assert page in "".join(sitemaps(visitor))

    leave(cast.user, now=timezone.now())

    for client in (visitor, other):
        assert client.get(page).status_code == 404
        html = client.get(places[0]).content.decode()
        assert name not in html
        assert "退会したキャスト" not in html
    assert page not in "".join(sitemaps(visitor))


def sitemaps(client):
    """The index and every map that it names."""
    index = client.get("/sitemap.xml").content.decode()
    yield index
    for address in re.findall(r"<loc>http://testserver([^<]+)", index):
        yield client.get(address).content.decode()


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_the_other_side_still_opens_a_past_talk(sign_in, side):
    talk = over(talk__guest=GuestFactory().user)
    gone, other = (talk.cast, talk.guest) if side == "guest" else (talk.guest, talk.cast)
    page = reverse(f"{side}_portal:talk", args=[talk.public_id])

    leave(gone, now=NOW)

    response = sign_in(other).get(page)
    assert response.status_code == 200
    assert f"退会した{gone.get_role_display()}" in response.content.decode()


def test_nobody_reserves_with_somebody_who_left(cast, guest):
    leave(cast.user, now=NOW)
    times = {"starts_at": NOW, "ends_at": NOW + timedelta(minutes=3), "now": NOW}
    with pytest.raises(TalkRefused) as refusal:
        open_talk(cast=cast.user, guest=guest, **times)
    assert refusal.value.code == "person_gone"
