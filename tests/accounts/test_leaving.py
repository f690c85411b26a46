"""Leaving: what hinders it, what goes and what stays."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.domain.address_changes import ask_address_change
from accounts.domain.addresses import vouch_for_address
from accounts.domain.errors import LeavingRefused, PersonGone
from accounts.domain.leaving import hindrances_for, leave
from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.models import AddressChange, Device, Guest, User
from cast_portal.domain.casts import change_listing
from cast_portal.domain.copying import save_template
from cast_portal.domain.invitations import invite_cast
from cast_portal.domain.memos import save_memo
from cast_portal.domain.pictures import add_picture
from cast_portal.domain.profile import Profile, update_profile
from cast_portal.domain.schedule import offer_slots
from cast_portal.enums import InvitationStatus, Outcome, ReportStatus
from cast_portal.models import CastPicture, Memo, Report, Slot, WeekTemplate
from cms_pages.domain.contact import answer_contact, close_contact, receive_contact
from cms_pages.domain.errors import ContactRefused
from cms_pages.enums import ContactTopic
from cms_pages.models import AnnouncementRead, ContactMessage
from guest_portal.domain.profile import save_profile
from guest_portal.models import Review
from notices.account_mails import ACCOUNT_CHANGED
from notices.domain.mail import queue_mail
from notices.domain.person import mails_to
from notices.models import OutgoingMail
from notices.tasks import forget_stray_mails
from payouts.enums import ClaimStatus
from payouts.models import BankAccount, TransferLine
from talk_rooms.domain.blocks import block_other
from talk_rooms.domain.calendars import feed_of
from talk_rooms.domain.call_test import record_call_test
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.messages import send_message
from talk_rooms.domain.office_calls import call_office, handle_office_call
from talk_rooms.domain.talks import open_talk
from talk_rooms.enums import Browser, CallTestVerdict, OfficeCallKind, System, TalkStatus
from talk_rooms.models import Block, CalendarFeed
from tests.accounts.reauthenticated import type_password
from tests.factories import (
    NOW,
    PASSWORD,
    AnnouncementFactory,
    CastFactory,
    GuestFactory,
    RankFactory,
    ReservationFactory,
    SlotFactory,
    TalkFactory,
    attend,
)
from tests.images import draw_portrait
from tests.payouts.builders import (
    make_account,
    make_claim,
    make_exported,
    make_report,
    make_reward,
)

pytestmark = pytest.mark.django_db
URL = reverse("accounts:leave")
AGO = NOW - timedelta(days=2)
OLD = "old@example.com"
# More than a day after the talks of `make_report`.
LATER = NOW + timedelta(hours=1)
TALK_IS_LOOKED_AT = "トークの終了後、確認が済むまで（通常は1日）は、退会できません。"


def words_of(user, now=NOW):
    return [hindrance.words for hindrance in hindrances_for(user, now=now)]


def refused(user, now=NOW):
    with pytest.raises(LeavingRefused) as refusal:
        leave(user, now=now)
    return refusal.value.code


def over(**fields):
    """A talk of two days ago whose report is in."""
    reservation = ReservationFactory(talk__starts_at=AGO, **fields)
    done = {"outcome": Outcome.DONE, "suggested_outcome": Outcome.DONE, "filed_at": AGO}
    Report.objects.create(talk=reservation.talk, status=ReportStatus.FINAL, **done)
    return attend(reservation.talk)


# --- what hinders


def test_nothing_hinders_who_has_nothing_open():
    talk = over(talk__guest=GuestFactory().user)
    assert words_of(talk.cast) == words_of(talk.guest) == []


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_a_talk_to_come_hinders_both(side):
    talk = ReservationFactory(talk__guest=GuestFactory().user).talk
    user = getattr(talk, side)
    assert words_of(user) == ["これからのトークが1件あります。"]
    assert refused(user) == "leaving_hindered"
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (5, "完了報告がまだのトークが1件あります。"),
        (60, "事務局が結果を確認しているトークが1件あります。"),
    ],
)
def test_a_report_that_is_missing_hinders_the_cast_alone(minutes, words):
    starts_at = NOW - timedelta(minutes=minutes)
    talk = ReservationFactory(talk__guest=GuestFactory().user, talk__starts_at=starts_at).talk
    assert words in words_of(talk.cast)
    assert words not in words_of(talk.guest)


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_nobody_leaves_before_the_office_can_no_longer_be_called(side):
    talk = over(talk__guest=GuestFactory().user)
    user, day_after = getattr(talk, side), talk.ends_at + timedelta(hours=24)
    assert words_of(user, day_after - timedelta(seconds=1)) == [TALK_IS_LOOKED_AT]
    assert words_of(user, day_after) == []


def test_a_call_of_the_office_keeps_both_sides_in_the_same_words_until_it_is_handled(staff):
    talk = over(talk__guest=GuestFactory().user)
    moments = {"kind": OfficeCallKind.ABUSE, "words": "暴言", "now": talk.ends_at}
    call, _is_new = call_office(talk, by=talk.cast, **moments)
    assert words_of(talk.cast) == words_of(talk.guest) == [TALK_IS_LOOKED_AT]
    assert refused(talk.guest) == "leaving_hindered"
    handle_office_call(call, by=staff, note="済", now=NOW)
    assert leave(talk.guest, now=NOW).left_at


def test_a_cancelled_talk_keeps_nobody():
    talk = TalkFactory(starts_at=NOW, status=TalkStatus.CANCELLED, cancelled_at=NOW)
    assert words_of(talk.guest, talk.ends_at) == []


def test_a_held_report_hinders(cast):
    make_report(cast, status=ReportStatus.HELD)
    assert words_of(cast.user, LATER) == ["事務局が結果を確認しているトークが1件あります。"]


def test_an_open_claim_hinders():
    cast = make_claim().cast
    assert words_of(cast.user, LATER) == ["手続き中の請求があります。"]
    assert refused(cast.user) == "leaving_hindered"


def test_rewards_that_could_be_claimed_hinder_and_lesser_ones_do_not(cast):
    make_reward(cast, 4_999)
    assert words_of(cast.user, LATER) == []
    make_reward(cast, 1)
    assert words_of(cast.user, LATER) == ["まだ請求していない報酬が5,000円あります。"]


def test_the_page_leads_to_what_hinders_and_offers_no_button(sign_in):
    cast = make_claim().cast
    ReservationFactory(cast=cast, talk__starts_at=timezone.now() + timedelta(days=1))
    html = type_password(sign_in(cast.user)).get(URL).content.decode()
    assert f'href="{reverse("payouts:claims")}"' in html
    assert f'href="{reverse("cast_portal:talks")}"' in html
    assert "退会する</button>" not in html


def test_a_refusal_takes_nothing_away(sign_in):
    talk = ReservationFactory(talk__starts_at=timezone.now() + timedelta(days=1)).talk
    free = SlotFactory(cast=talk.cast.cast)
    client = type_password(sign_in(talk.cast))

    assert client.post(URL, {"understood": "on"}).status_code == 422

    assert Slot.objects.filter(pk=free.pk).exists()
    assert client.get(reverse("accounts:account")).status_code == 200


# --- the page


@pytest.mark.parametrize(
    ("factory", "tells_of_memos"), [(CastFactory, False), (GuestFactory, True)]
)
def test_the_page_tells_what_goes_and_what_stays(sign_in, factory, tells_of_memos):
    html = type_password(sign_in(factory().user)).get(URL).content.decode()
    goes, stays = html.split("残るもの")
    assert "通話テストの結果" in goes
    assert "事務局の呼び出し、トークに関わるお問い合わせ" in stays
    assert ("キャストがご自分のために書いたメモ" in stays) == tells_of_memos


def test_leaving_needs_the_password_and_a_tick(sign_in, guest):
    client = sign_in(guest)
    assert client.post(URL, {"understood": "on"}).url.startswith(reverse("account_reauthenticate"))
    assert type_password(client).post(URL, {}).status_code == 422
    guest.refresh_from_db()
    assert guest.is_active


@pytest.mark.parametrize("factory", [CastFactory, GuestFactory])
def test_who_left_is_out_on_every_device_and_cannot_come_back(sign_in, factory):
    user = factory().user
    email = user.email
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    here, other = type_password(sign_in(user)), sign_in(user)

    done = here.post(URL, {"understood": "on"}, follow=True)

    assert done.redirect_chain[-1][0] == reverse("accounts:left")
    assert "完了しました" in done.content.decode()
    for client in (here, other):
        assert client.get(reverse("accounts:account")).url.startswith(reverse("account_login"))
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert "_auth_user_id" not in visitor.session


def test_the_goodbye_goes_to_the_old_address_which_is_forgotten_then(guest):
    email, name = guest.email, guest.public_name
    OutgoingMail.objects.create(kind="x", to=email, subject=f"{name}さんへ", status="sent")

    leave(guest, now=NOW)

    goodbye = OutgoingMail.objects.get(to=email)
    assert (goodbye.kind, name in goodbye.body) == ("accounts.left", True)
    assert "トークやお支払いの記録など）は残ります" in goodbye.body
    OutgoingMail.objects.filter(pk=goodbye.pk).update(status="sent")
    forget_stray_mails()
    assert not OutgoingMail.objects.filter(to=email).exists()
    assert not OutgoingMail.objects.filter(subject__contains=name).exists()


@pytest.mark.parametrize("status", ["sent", "failed"])
@pytest.mark.parametrize(
    "kind", ["left", "address_changed", "address_taken", "confirm_new_address"]
)
def test_a_mail_to_an_address_of_nobody_is_forgotten_in_a_week(db, kind, status):
    OutgoingMail.objects.create(
        kind=f"accounts.{kind}", to=OLD, body="はな様", status=status, created_at=NOW
    )
    for days, kept in ((6, 1), (8, 0)):
        with time_machine.travel(NOW + timedelta(days=days)):
            forget_stray_mails()
        is_said = (kind, status) == ("left", "sent")
        assert OutgoingMail.objects.filter(to=OLD).count() == (0 if is_said else kept)
    assert OutgoingMail.objects.get().body == ""


def test_mails_to_a_former_address_are_forgotten_too(guest):
    EmailAddress.objects.create(user=guest, email=OLD, verified=True, primary=True)
    OutgoingMail.objects.create(kind="x", to=OLD, subject="はなさんへ", status="sent")
    vouch_for_address(guest)
    assert mails_to(guest.email)[0]["件名"] == "はなさんへ"
    leave(guest, now=NOW)
    assert not OutgoingMail.objects.filter(subject="はなさんへ").exists()


def test_leaving_twice_is_leaving_once(guest):
    leave(guest, now=NOW)
    again = leave(guest, now=NOW + timedelta(days=1))
    assert again.left_at == NOW
    assert OutgoingMail.objects.filter(kind="accounts.left").count() == 1


def test_staff_do_not_leave_by_themselves(staff):
    assert refused(staff) == "staff_stay"


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
    save_profile(guest, public_name="はな", introduction="自己紹介", topics="旅")
    leave(guest, now=NOW)
    profile = Guest.objects.get(user=guest)
    assert (profile.introduction, profile.topics) == ("", "")


def test_what_a_cast_told_is_erased_pictures_and_memos_too(
    cast, django_capture_on_commit_callbacks
):
    picture = add_picture(cast, source=draw_portrait())
    links = {"website_url": "https://example.com", "sns_url_1": "https://example.org"}
    update_profile(
        cast, profile=Profile("自己紹介", "経歴", topics="映画", languages=["ja"], **links)
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
    "profile": lambda cast: update_profile(cast, profile=PROFILE),
    "memo": lambda cast: save_memo(cast, guest=None, body="買い物", seen=0, now=NOW),
    "slots": lambda cast: offer_slots(cast, starts=[NOW + timedelta(days=1)], now=NOW),
    "template": lambda cast: save_template(cast, name="いつもの", week_of=NOW.date()),
    "bank account": make_account,
    "guest profile": lambda cast: save_profile(
        cast.user, public_name="はな", introduction="自己紹介", topics="旅"
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
