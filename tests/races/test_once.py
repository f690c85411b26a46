"""What may happen once happens once, however often it is asked for at the same time."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import IntegrityError

from accounts.domain import address_changes
from accounts.domain.address_changes import ask_address_change, confirm_address
from accounts.enums import AddressSide, Role
from accounts.models import User
from cast_portal.domain import drafts, reports, screening
from cast_portal.domain import entry as entries
from cast_portal.domain.drafts import submit_entry
from cast_portal.domain.errors import ScreeningRefused
from cast_portal.domain.reports import file_report
from cast_portal.domain.screening import approve_application, decline_application
from cast_portal.domain.screening_stages import begin
from cast_portal.enums import ApplicationStatus, Outcome, ReasonUse
from cast_portal.models import Cast, CastApplication, Report
from cms_pages.domain import announcement_mails
from cms_pages.domain import contact as contacts
from cms_pages.domain.announcement_mails import continue_mailing, start_mailing
from cms_pages.domain.contact import answer_contact, receive_contact, write_back
from cms_pages.enums import Audience, ContactTopic
from cms_pages.models import ContactMessage
from guest_portal.domain import reviews
from guest_portal.domain.reviews import review_talk
from guest_portal.models import Review
from notices.models import OutgoingMail
from payouts.domain import claims
from payouts.domain.claims import claim_rewards
from payouts.models import Claim, ClaimLine, Reward
from tests.cast_portal.entry.deciding import a_reason
from tests.cast_portal.entry.drafting import finished_draft
from tests.factories import (
    NOW,
    AnnouncementFactory,
    GuestFactory,
    RankFactory,
    ReservationFactory,
    StaffFactory,
    attend,
    make_screening,
)
from tests.images import draw_portrait
from tests.payouts.builders import make_cast
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk():
    """Ended a minute ago, so its report is due."""
    return ReservationFactory(talk__starts_at=NOW - timedelta(minutes=4)).talk


def reporting(talk, rating=5):
    return partial(
        file_report,
        talk,
        by=talk.cast,
        outcome=Outcome.GUEST_ABSENT,
        rating=rating,
        impressions="",
        now=NOW,
    )


def test_a_report_sent_twice_is_filed_once(talk):
    results = race(reporting(talk), reporting(talk))

    assert codes(results) == ["already_reported"]
    assert Report.objects.count() == 1


def test_control_without_a_lock_the_second_report_reaches_the_constraint(talk, unlocked, overtaken):
    unlocked(reports)
    overtaken(reports, "refuse_report", reporting(talk, rating=1))

    with pytest.raises(IntegrityError):
        reporting(talk)()


def test_a_review_sent_twice_is_kept_once(talk):
    reviewing = partial(review_talk, attend(talk), by=talk.guest, rating=5, now=NOW)

    results = race(reviewing, reviewing)

    assert codes(results) == ["already_reviewed"]
    assert Review.objects.count() == 1


def test_control_without_a_lock_the_second_review_reaches_the_constraint(talk, unlocked, overtaken):
    reviewing = partial(review_talk, attend(talk), by=talk.guest, rating=5, now=NOW)
    unlocked(reviews)
    overtaken(reviews, "refuse_review", reviewing)

    with pytest.raises(IntegrityError):
        reviewing()


@pytest.fixture
def rich_cast():
    return make_cast()


def test_rewards_claimed_twice_are_one_claim(rich_cast):
    claiming = partial(claim_rewards, rich_cast, now=NOW)

    results = race(claiming, claiming)

    assert codes(results) == ["claim_open"]
    assert Claim.objects.count() == ClaimLine.objects.count() == Reward.objects.count() == 1


def test_control_without_a_lock_the_second_claim_reaches_the_constraint(
    rich_cast, unlocked, overtaken
):
    unlocked(claims)
    overtaken(claims, "refuse_claim", partial(claim_rewards, rich_cast, now=NOW))

    with pytest.raises(IntegrityError):
        claim_rewards(rich_cast, now=NOW)


def test_control_without_lock_and_constraints_rewards_are_claimed_twice(
    rich_cast, unlocked, overtaken, without_constraint
):
    without_constraint(Claim, "one_open_claim_per_cast")
    without_constraint(ClaimLine, "one_live_claim_line_per_reward")
    unlocked(claims)
    overtaken(claims, "refuse_claim", partial(claim_rewards, rich_cast, now=NOW))

    claim_rewards(rich_cast, now=NOW)

    assert ClaimLine.objects.filter(reward=Reward.objects.get()).count() == 2


def make_entry(**fields):
    return CastApplication.objects.create(
        last_name="佐藤",
        first_name="花子",
        last_name_kana="サトウ",
        first_name_kana="ハナコ",
        birth_date=date(2000, 1, 1),
        cast_name="はな",
        email="hana@example.com",
        desired_rank=RankFactory(),
        introduction="はじめまして。",
        profile_image=ContentFile(draw_portrait(), name="portrait.jpg"),
        created_at=NOW,
        **fields,
    )


@pytest.fixture
def entry():
    make_screening()
    entry = make_entry(status=ApplicationStatus.SUBMITTED, submitted_at=NOW)
    begin(entry)
    return entry


def approving(entry):
    return partial(
        approve_application,
        entry,
        by=StaffFactory(),
        seen=entry.stage_id,
        rank=entry.desired_rank,
        now=NOW,
    )


def declining(entry):
    reason = a_reason(ReasonUse.DECLINE, "not_genuine")
    return partial(
        decline_application, entry, by=StaffFactory(), seen=entry.stage_id, reason=reason, now=NOW
    )


def test_an_entry_approved_by_two_makes_one_account_and_tells_the_second(entry):
    results = race(approving(entry), approving(entry))

    assert codes(results) == ["move_not_allowed"]
    assert Cast.objects.count() == 1
    assert User.objects.filter(role=Role.CAST).count() == 1
    assert OutgoingMail.objects.count() == 1


def test_an_entry_approved_and_declined_at_once_has_one_decision_and_one_mail(entry):
    results = race(approving(entry), declining(entry))

    assert codes(results) == ["move_not_allowed"]
    entry.refresh_from_db()
    is_approved = entry.status == ApplicationStatus.APPROVED
    assert Cast.objects.count() == is_approved
    [mail] = OutgoingMail.objects.all()
    assert mail.kind == f"cast_portal.entry_{'approved' if is_approved else 'declined'}"


def test_control_without_a_lock_an_entry_is_approved_and_declined(entry, unlocked, overtaken):
    unlocked(screening)
    overtaken(screening, "refuse_ungrantable", declining(entry))

    approving(entry)()

    assert OutgoingMail.objects.count() == 2


def test_control_without_a_lock_the_second_approval_reaches_the_constraint(
    entry, unlocked, overtaken
):
    unlocked(screening)
    overtaken(screening, "refuse_account_of_same_address", approving(entry))

    with pytest.raises(ScreeningRefused) as refusal:
        approving(entry)()
    assert isinstance(refusal.value.__cause__, IntegrityError)


@pytest.fixture
def handing_in(settings, tmp_path):
    """A finished draft, whose last button is pressed twice."""
    settings.MEDIA_ROOT, settings.IDENTITY_ROOT = tmp_path / "media", tmp_path / "identity"
    make_screening()
    draft = finished_draft()
    return [partial(submit_entry, draft, now=NOW) for _ in range(2)]


def test_a_draft_handed_in_twice_makes_one_entry_and_one_mail(handing_in):
    results = race(*handing_in)

    assert codes(results) == []
    assert sum(result is not None for result in results) == 1
    assert CastApplication.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="cast_portal.entry_received").count() == 1


def test_control_without_a_lock_the_second_handing_in_reaches_the_constraint(
    handing_in, unlocked, overtaken
):
    unlocked(drafts)
    overtaken(entries, "refuse_taken_address", handing_in[1])

    with pytest.raises(IntegrityError):
        handing_in[0]()


def mailing_step(mailing):
    return partial(continue_mailing, mailing, limit=2, now=NOW)


@pytest.fixture
def mailing():
    for _ in range(4):
        guest = GuestFactory().user
        EmailAddress.objects.update_or_create(
            user=guest, email=guest.email, defaults={"verified": True}
        )
    return start_mailing(AnnouncementFactory(audience=Audience.GUESTS), now=NOW)


def test_two_workers_mail_an_announcement_to_each_person_once(mailing):
    results = race(mailing_step(mailing), mailing_step(mailing))

    assert codes(results) == []
    mailing.refresh_from_db()
    assert (mailing.queued, OutgoingMail.objects.count()) == (4, 4)


def test_control_without_a_lock_a_batch_is_counted_twice_and_the_key_saves_the_reader(
    mailing, unlocked, overtaken
):
    unlocked(announcement_mails)
    overtaken(announcement_mails, "next_people", mailing_step(mailing))

    mailing_step(mailing)()

    mailing.refresh_from_db()
    assert (mailing.queued, OutgoingMail.objects.count()) == (2, 2)


FORM = UUID("6f0c6bb0-5a3c-4d1e-9a59-0d0c5ad0a001")
receiving = partial(
    receive_contact,
    topic=ContactTopic.OTHER,
    reply_to="hanako@example.com",
    body="予約の変更について教えてください。",
    user=None,
    talk=None,
    form_id=FORM,
    now=NOW,
)


def test_a_contact_form_sent_twice_is_one_contact():
    first, second = race(receiving, receiving)

    assert first == second == ContactMessage.objects.get()
    assert OutgoingMail.objects.count() == 2


def test_a_contact_form_overtaken_by_its_second_press_is_one_contact(overtaken):
    overtaken(contacts, "contact_of_form", receiving)

    assert receiving() == ContactMessage.objects.get()
    assert OutgoingMail.objects.count() == 2


def test_control_without_the_constraint_a_form_sent_twice_is_two_contacts(
    overtaken, without_constraint
):
    without_constraint(ContactMessage, "one_contact_per_form_shown")
    overtaken(contacts, "contact_of_form", receiving)

    receiving()

    assert ContactMessage.objects.count() == 2


@pytest.fixture
def writing():
    return partial(write_back, receiving(), by=None, body="承知しました。", form_id=FORM, now=NOW)


@pytest.fixture
def answering():
    line = {"body": "承知しました。", "form_id": FORM, "now": NOW}
    return partial(answer_contact, receiving(), by=StaffFactory(), newest_read=0, **line)


@pytest.mark.parametrize("side", ["writing", "answering"])
def test_a_line_of_a_thread_sent_twice_is_written_once(side, request):
    sending = request.getfixturevalue(side)

    first, second = race(sending, sending)

    assert first == second == ContactMessage.objects.get().replies.get()


def test_control_without_a_lock_the_second_line_reaches_the_constraint(
    writing, unlocked, overtaken
):
    unlocked(contacts)
    overtaken(contacts, "reply_of_form", writing)

    with pytest.raises(IntegrityError):
        writing()


def test_control_without_a_lock_a_second_answer_is_stored_unread(answering, unlocked, overtaken):
    unlocked(contacts)
    overtaken(contacts, "newest_reply", partial(answering, form_id=None))

    answering()

    assert ContactMessage.objects.get().replies.count() == 2


def wanting(email):
    """Somebody who has one yes left until this is their address."""
    user = GuestFactory().user
    change = ask_address_change(user, new_email=email, now=NOW)
    confirm_address(change, AddressSide.OLD, now=NOW)
    return partial(confirm_address, change, AddressSide.NEW, now=NOW)


def test_of_two_who_want_one_address_one_gets_it():
    results = race(wanting("one@example.com"), wanting("one@example.com"))

    assert codes(results) == ["address_unavailable"]
    assert User.objects.filter(email="one@example.com").count() == 1
    assert EmailAddress.objects.filter(email="one@example.com").count() == 1


def test_control_without_the_look_the_constraint_alone_refuses(monkeypatch):
    monkeypatch.setattr(address_changes, "is_taken", lambda email, by_other_than: False)

    results = race(wanting("one@example.com"), wanting("one@example.com"))

    assert codes(results) == ["address_unavailable"]
