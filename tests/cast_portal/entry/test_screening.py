from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models.signals import post_save, pre_save
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.domain.terms import record_consents
from accounts.enums import Role
from accounts.models import Consent, User
from cast_portal.domain.errors import EntryRefused
from cast_portal.domain.identity import path_of, read_decrypted
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.screening import waiting_counts
from cast_portal.enums import ApplicationStatus, DocumentPart, EntryItem
from cast_portal.models import Cast, CastApplication
from kernel.errors import Refusal
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import (
    SMALL_BACK,
    SMALL_PORTRAIT,
    unverified_guest,
    verified_guest,
)
from tests.cast_portal.entry.deciding import approve, ask_again, decline
from tests.factories import NOW, TalkFactory

LATER = NOW + timedelta(days=1)


@pytest.fixture
def returned(submitted, staff):
    def make(*items: EntryItem) -> CastApplication:
        message = "裏面の文字が読み取れませんでした。"
        return ask_again(submitted(), *(items or [EntryItem.BACK]), by=staff, message=message)

    return make


def mails(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=f"cast_portal.entry_{kind}"))


def actions() -> list[str]:
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def refused(code: str, call, *args, **kwargs) -> None:
    with pytest.raises(Refusal) as refusal:
        call(*args, **kwargs)
    assert refusal.value.code == code


# --- approving


def test_approval_makes_the_account_of_a_cast(submitted, staff, gold, blue, category, terms):
    cast = approve(submitted(), by=staff, rank=blue, now=LATER)

    user = User.objects.get(email="taro@example.com")
    assert cast.user == user
    assert (user.role, user.public_name, user.legal_name) == (Role.CAST, "たろちゃん", "山田 太郎")
    assert user.legal_name_kana == "ヤマダ タロウ"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert cast.rank == blue
    assert list(cast.categories.all()) == [category]
    assert cast.introduction == "映画の話をしましょう。"
    assert cast.created_at == LATER
    assert {consent.terms for consent in Consent.objects.filter(user=user)} == set(terms)
    assert {consent.accepted_at for consent in user.consents.all()} == {NOW}


def test_approval_writes_down_who_decided_what(submitted, staff, gold, blue):
    entry = submitted()

    approve(entry, by=staff, rank=blue, now=LATER)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.APPROVED
    assert (entry.granted_rank, entry.decided_by, entry.decided_at) == (blue, staff, LATER)
    row = ModelLogEntry.objects.get(action="cast_portal.approve_application")
    assert row.user == staff
    assert row.data == {
        "stage": "書類の確認",
        "desired_rank": "gold",
        "granted_rank": "blue",
        "checks": [],
    }


def test_picture_of_the_cast_is_a_file_of_its_own(submitted, staff, gold):
    entry = submitted()

    cast = approve(entry, by=staff, rank=gold, now=LATER)

    picture = cast.main_picture
    assert entry.profile_image.name not in picture.files
    assert picture.source.read() == SMALL_PORTRAIT
    assert (picture.image.width, picture.small.width) == (800, 320)


def test_mailed_link_sets_the_password_and_signs_the_cast_in(submitted, staff, gold):
    approve(submitted(), by=staff, rank=gold, now=NOW)
    body = mails("approved")[0].body
    link = next(line for line in body.splitlines() if "/password/reset/key/" in line)
    client = Client()

    form_page = client.get(link, follow=True)
    action = form_page.redirect_chain[-1][0]
    password = "kagami-no-kuni-2026"
    client.post(action, {"password1": password, "password2": password})

    user = User.objects.get(email="taro@example.com")
    assert user.check_password(password)
    assert client.login(email="taro@example.com", password=password)


def test_second_approval_makes_no_second_account_and_no_second_mail(submitted, staff, gold, blue):
    entry = submitted()

    first = approve(entry, by=staff, rank=gold, now=LATER)
    again = approve(entry, by=staff, rank=blue, now=LATER)

    assert again == first
    assert Cast.objects.get().rank == gold
    assert User.objects.filter(role=Role.CAST).count() == 1
    assert len(mails("approved")) == 1
    assert actions().count("cast_portal.approve_application") == 1


def test_rank_by_invitation_cannot_be_granted(submitted, staff, platinum):
    entry = submitted()

    refused("rank_by_invitation", approve, entry, by=staff, rank=platinum, now=LATER)

    assert not Cast.objects.exists()


def test_address_that_got_an_account_meanwhile_is_refused(submitted, staff, gold):
    entry = submitted()
    verified_guest("taro@example.com")

    refused("address_has_account", approve, entry, by=staff, rank=gold, now=LATER)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    assert not mails("approved")


def test_sign_up_that_proves_nothing_gives_the_address_back(submitted, staff, gold, terms):
    entry = submitted()
    stranger = unverified_guest("taro@example.com")
    record_consents(stranger, terms, now=NOW)

    cast = approve(entry, by=staff, rank=gold, now=LATER)

    assert User.objects.get(email="taro@example.com") == cast.user
    assert EmailAddress.objects.get(email="taro@example.com").user == cast.user


@pytest.mark.parametrize("proof", ["signed in", "talk", "other address", "staff", "cast"])
def test_account_that_has_been_used_keeps_its_address(submitted, staff, gold, proof):
    entry = submitted()
    user = unverified_guest("taro@example.com")
    if proof == "talk":
        TalkFactory(guest=user)
    elif proof == "other address":
        EmailAddress.objects.create(user=user, email="other@example.com", verified=True)
    else:
        fields = {
            "signed in": {"last_login": NOW},
            "staff": {"is_staff": True},
            "cast": {"role": Role.CAST},
        }
        User.objects.filter(pk=user.pk).update(**fields[proof])

    refused("address_has_account", approve, entry, by=staff, rank=gold, now=LATER)

    assert User.objects.get(email="taro@example.com") == user


def test_sign_up_at_the_very_moment_of_an_approval_is_refused_in_words(submitted, staff, gold):
    entry = submitted()

    def sign_up(sender: type[User], instance: User, **kwargs: object) -> None:
        User.objects.bulk_create([User(email=instance.email)])

    pre_save.connect(sign_up, sender=User)
    refused("address_has_account", approve, entry, by=staff, rank=gold, now=LATER)
    pre_save.disconnect(sign_up, sender=User)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED


def test_what_fails_half_way_leaves_nothing_behind(submitted, staff, gold):
    entry = submitted()

    def listener(**kwargs: object) -> None:
        raise RuntimeError

    post_save.connect(listener, sender=Cast)
    with pytest.raises(RuntimeError):
        approve(entry, by=staff, rank=gold, now=LATER)
    post_save.disconnect(listener, sender=Cast)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED
    assert not User.objects.filter(role=Role.CAST).exists()
    assert not mails("approved")


# --- declining


def test_declined_applicant_gets_a_polite_mail_without_the_reason(submitted, staff):
    entry = decline(submitted(), by=staff, now=LATER)

    assert entry.status == ApplicationStatus.DECLINED
    assert (entry.decline_reason.code, entry.decided_by, entry.decided_at) == (
        "not_genuine",
        staff,
        LATER,
    )
    [mail] = mails("declined")
    assert entry.decline_reason.label not in mail.body
    assert "見送らせて" in mail.body


def test_reason_with_words_for_applicants_is_explained(submitted, staff):
    decline(submitted(), by=staff, code="minor", text="18歳以上の方に限らせていただいております。")

    [mail] = mails("declined")
    assert "18歳以上の方に限らせていただいております。" in mail.body


def test_declining_twice_keeps_the_first_decision(submitted, staff):
    entry = decline(submitted(), by=staff, now=LATER)
    decline(entry, by=staff, now=LATER)

    entry.refresh_from_db()
    assert entry.decline_reason.code == "not_genuine"
    assert len(mails("declined")) == 1


def test_declined_applicant_may_enter_again(submitted, staff):
    decline(submitted(), by=staff, now=LATER)

    assert submitted(now=LATER).status == ApplicationStatus.SUBMITTED


# --- asking again


def test_asking_again_mails_what_is_missing_and_a_link(returned):
    entry = returned(EntryItem.BACK, EntryItem.PROFILE_IMAGE)

    assert entry.status == ApplicationStatus.RETURNED
    assert entry.requested_items == {"back": "説明blurred", "profile_image": "説明blurred"}
    [mail] = mails("returned")
    assert "・身分証明書の裏面\n説明blurred" in mail.body
    assert "・プロフィール画像\n説明blurred" in mail.body
    assert "裏面の文字が読み取れませんでした。" in mail.body
    assert "/cast/entry/resubmit/" in mail.body


def test_asking_again_needs_something_to_ask_for(submitted, staff):
    refused("items_missing", ask_again, submitted(), by=staff)


@pytest.mark.parametrize("written", ["山田太郎さま", "山田 太郎様へ", "ヤマダ タロウ様"])
def test_real_name_stays_out_of_the_mail(submitted, staff, written):
    refused(
        "real_name_in_message",
        ask_again,
        submitted(),
        EntryItem.BACK,
        by=staff,
        message=written,
    )

    assert not mails("returned")


def test_asking_twice_mails_once(returned, staff):
    entry = returned()
    ask_again(entry, EntryItem.FRONT, by=staff)

    entry.refresh_from_db()
    assert list(entry.requested_items) == ["back"]
    assert len(mails("returned")) == 1


def test_resubmitted_document_replaces_the_old_one_and_erases_its_file(
    returned, django_capture_on_commit_callbacks
):
    entry = returned()
    old = entry.documents.get(part="back").file_name
    new = SMALL_BACK + b""

    with django_capture_on_commit_callbacks(execute=True):
        resubmit(entry, documents={DocumentPart.BACK: new}, profile_image=None, now=LATER)

    document = entry.documents.get(part="back")
    assert document.file_name != old
    assert read_decrypted(document.file_name) == new
    assert not path_of(old).exists()
    assert entry.documents.count() == 2


def test_resubmitted_entry_is_back_in_the_queue_with_new_dates(returned):
    entry = resubmit(
        returned(), documents={DocumentPart.BACK: SMALL_BACK}, profile_image=None, now=LATER
    )

    assert entry.status == ApplicationStatus.SUBMITTED
    assert entry.due_to == date(2026, 12, 4)
    assert len(mails("received")) == 2


def test_resubmitted_profile_image_replaces_the_old_file(
    returned, django_capture_on_commit_callbacks
):
    entry = returned(EntryItem.PROFILE_IMAGE)
    old, storage = entry.profile_image.name, entry.profile_image.storage

    with django_capture_on_commit_callbacks(execute=True):
        entry = resubmit(entry, documents={}, profile_image=SMALL_PORTRAIT, now=LATER)

    assert entry.profile_image.name != old
    assert not storage.exists(old)


def test_what_was_asked_for_must_come(returned):
    with pytest.raises(EntryRefused) as refusal:
        resubmit(returned(), documents={}, profile_image=None, now=LATER)

    assert (refusal.value.code, refusal.value.field) == ("item_missing", "back")


def test_resubmitting_twice_changes_nothing_more(returned):
    documents = {DocumentPart.BACK: SMALL_BACK}
    entry = resubmit(returned(), documents=documents, profile_image=None, now=LATER)
    resubmit(entry, documents=documents, profile_image=None, now=LATER + timedelta(days=1))

    entry.refresh_from_db()
    assert entry.submitted_at == LATER
    assert len(mails("received")) == 2


def test_what_was_not_asked_for_is_not_replaced(returned):
    entry = returned()
    front = entry.documents.get(part="front").file_name

    resubmit(
        entry,
        documents={DocumentPart.BACK: SMALL_BACK, DocumentPart.FRONT: SMALL_BACK},
        profile_image=None,
        now=LATER,
    )

    assert entry.documents.get(part="front").file_name == front


# --- the table of moves


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        # Sending again what has just arrived is a quiet no-op.
        (ApplicationStatus.SUBMITTED, {"approve", "return", "decline", "resubmit"}),
        (ApplicationStatus.RETURNED, {"return", "decline", "resubmit"}),
        (ApplicationStatus.APPROVED, {"approve"}),
        (ApplicationStatus.DECLINED, {"decline"}),
        (ApplicationStatus.WITHDRAWN, set()),
    ],
)
def test_verbs_refuse_every_move_that_the_table_does_not_allow(
    submitted, staff, gold, status, allowed
):
    application = submitted()
    if status == ApplicationStatus.APPROVED:
        approve(application, by=staff, rank=gold, now=NOW)
    documents = {DocumentPart.BACK: SMALL_BACK}
    verbs = {
        "approve": lambda: approve(application, by=staff, rank=gold, now=NOW),
        "return": lambda: ask_again(application, EntryItem.BACK, by=staff),
        "decline": lambda: decline(application, by=staff, now=NOW),
        "resubmit": lambda: resubmit(application, documents=documents, profile_image=None, now=NOW),
    }
    for name in verbs.keys() - allowed:
        CastApplication.objects.update(status=status)
        code = "nothing_asked_for" if name == "resubmit" else "move_not_allowed"
        refused(code, verbs[name])
        application.refresh_from_db()
        assert application.status == status


def test_deciding_needs_the_row_as_it_is_now_not_as_it_was_read(submitted, staff, gold):
    entry = submitted()
    stale = CastApplication.objects.get(pk=entry.pk)
    decline(entry, by=staff, now=NOW)

    refused("move_not_allowed", approve, stale, by=staff, rank=gold, now=LATER)

    assert not Cast.objects.exists()


# --- counting


def test_waiting_counts_tell_due_today_and_overdue(submitted):
    for number in range(3):
        submitted(email=f"applicant{number}@example.com")
    today = date(2026, 12, 3)
    CastApplication.objects.filter(email="applicant0@example.com").update(
        due_to=today - timedelta(days=1)
    )
    CastApplication.objects.filter(email="applicant1@example.com").update(
        due_to=today + timedelta(days=1)
    )

    assert waiting_counts(today=today) == {"waiting": 3, "due_today": 1, "overdue": 1}
