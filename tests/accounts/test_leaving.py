"""Leaving: what hinders it, and the page that does it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.addresses import vouch_for_address
from accounts.domain.errors import LeavingRefused
from accounts.domain.leaving import hindrances_for, leave
from cast_portal.enums import ReportStatus
from cast_portal.models import Slot
from notices.domain.person import mails_to
from notices.models import OutgoingMail
from notices.tasks import forget_stray_mails
from talk_rooms.domain.office_calls import call_office, handle_office_call
from talk_rooms.enums import OfficeCallKind, TalkStatus
from tests.accounts.past_talks import over
from tests.accounts.reauthenticated import type_password
from tests.factories import (
    NOW,
    PASSWORD,
    CastFactory,
    GuestFactory,
    ReservationFactory,
    SlotFactory,
    TalkFactory,
)
from tests.payouts.builders import (
    make_claim,
    make_report,
    make_reward,
)

pytestmark = pytest.mark.django_db
URL = reverse("accounts:leave")
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
