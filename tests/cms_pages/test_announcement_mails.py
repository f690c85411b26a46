"""An announcement by mail: once to each person of its audience, slowly, whatever breaks off."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cms_pages.domain.announcement_mails import (
    audience_of,
    continue_mailing,
    progress_of,
    start_mailing,
)
from cms_pages.enums import Audience
from cms_pages.models import AnnouncementMailing, NewsSettings
from cms_pages.tasks import mail_announcements
from notices.models import OutgoingMail
from tests.factories import (
    NOW,
    AnnouncementFactory,
    CastFactory,
    GuestFactory,
    SilverFactory,
    StaffFactory,
)

LATER = NOW + timedelta(minutes=1)


def confirmed(user):
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


@pytest.fixture
def people(db):
    return [confirmed(GuestFactory().user) for _ in range(5)]


def mailed():
    mails = OutgoingMail.objects.filter(kind="cms_pages.announcement")
    return list(mails.order_by("pk").values_list("to", flat=True))


@pytest.fixture
def everybody(db):
    cast, other = CastFactory(), CastFactory(rank=SilverFactory())
    users = {
        "cast": cast.user,
        "other_cast": other.user,
        "guest": GuestFactory().user,
        "staff": StaffFactory(),
        "gone": GuestFactory(user__is_active=False).user,
    }
    for user in users.values():
        confirmed(user)
    unconfirmed = GuestFactory().user
    EmailAddress.objects.filter(user=unconfirmed).delete()
    users["unconfirmed"] = unconfirmed
    return users


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.EVERYONE, {"cast", "other_cast", "guest"}),
        (Audience.CASTS, {"cast", "other_cast"}),
        (Audience.RANKS, {"cast"}),
        (Audience.GUESTS, {"guest"}),
    ],
)
def test_mail_goes_to_the_active_people_of_the_audience(everybody, audience, names):
    ranks = [everybody["cast"].cast.rank] if audience == Audience.RANKS else []
    one = AnnouncementFactory(audience=audience, ranks=ranks)

    assert set(audience_of(one)) == {everybody[name] for name in names}


def test_publishing_starts_the_mailing_once(people):
    one = AnnouncementFactory(live=False, sends_mail=True)

    for _ in range(2):
        one.save_revision().publish()

    assert AnnouncementMailing.objects.get().total == 5


def test_announcement_that_asks_for_no_mail_sends_none(people):
    AnnouncementFactory(live=False).save_revision().publish()
    mail_announcements()

    assert mailed() == []


def test_scheduled_announcement_is_not_mailed_before_its_time(people):
    with time_machine.travel(NOW, tick=False):
        one = AnnouncementFactory(live=False, sends_mail=True, go_live_at=LATER)
        one.save_revision().publish()

    assert not AnnouncementMailing.objects.exists()


def test_each_minute_mails_the_next_few_until_all_have_one(people):
    mailing = start_mailing(AnnouncementFactory(audience=Audience.GUESTS), now=NOW)
    steps = []
    for _ in range(4):
        mailing = continue_mailing(mailing, limit=2, now=LATER)
        steps.append((mailing.queued, bool(mailing.ended_at)))

    assert steps == [(2, False), (4, False), (5, True), (5, True)]
    assert mailed() == [user.email for user in people]


def test_batch_that_broke_off_half_way_is_done_again_without_doubles(people):
    mailing = start_mailing(AnnouncementFactory(audience=Audience.GUESTS), now=NOW)
    continue_mailing(mailing, limit=2, now=LATER)
    AnnouncementMailing.objects.update(last_user=0, queued=0)

    for _ in range(3):
        continue_mailing(mailing, limit=2, now=LATER)

    assert mailed() == [user.email for user in people]


@pytest.mark.parametrize("change", [{"live": False}, {"expire_at": NOW}])
def test_announcement_that_is_no_longer_shown_stops_its_mails(people, change):
    one = AnnouncementFactory(audience=Audience.GUESTS)
    mailing = continue_mailing(start_mailing(one, now=NOW), limit=2, now=NOW)
    type(one).objects.filter(pk=one.pk).update(**change)

    mailing = continue_mailing(mailing, limit=2, now=LATER)

    assert len(mailed()) == 2
    assert mailing.ended_at == LATER


def test_person_who_left_meanwhile_gets_no_mail(people):
    mailing = start_mailing(AnnouncementFactory(audience=Audience.GUESTS), now=NOW)
    User.objects.filter(pk=people[4].pk).update(is_active=False)

    continue_mailing(mailing, limit=10, now=LATER)

    assert people[4].email not in mailed()


def test_mail_names_the_announcement_and_links_to_it(people, settings):
    one = AnnouncementFactory(title="年末年始のお休み", audience=Audience.GUESTS)
    continue_mailing(start_mailing(one, now=NOW), limit=1, now=LATER)

    mail = OutgoingMail.objects.get()
    assert "年末年始のお休み" in mail.subject
    assert f"{settings.SITE_URL}/news/{one.pk}/" in mail.body


def test_staff_set_how_many_go_out_in_a_minute(people):
    settings = NewsSettings.load()
    settings.mails_per_minute = 3
    settings.save()
    start_mailing(AnnouncementFactory(audience=Audience.GUESTS), now=NOW)

    mail_announcements()

    assert len(mailed()) == 3


def test_batch_asks_the_database_equally_often_whatever_its_size(people):
    counts = []
    for limit in (1, 4):
        one = AnnouncementFactory(audience=Audience.GUESTS)
        mailing = start_mailing(one, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            continue_mailing(mailing, limit=limit, now=LATER)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_staff_see_how_far_it_has_come(sign_in, staff, people, page_tree):
    one = AnnouncementFactory(audience=Audience.GUESTS, sends_mail=True)
    continue_mailing(start_mailing(one, now=NOW), limit=3, now=LATER)
    sent, failed = OutgoingMail.objects.order_by("pk")[:2]
    OutgoingMail.objects.filter(pk=sent.pk).update(status="sent")
    OutgoingMail.objects.filter(pk=failed.pk).update(status="failed")
    client = sign_in(staff)

    listing = client.get("/admin/snippets/cms_pages/announcement/").content.decode()
    detail = client.get(f"/admin/snippets/cms_pages/announcement/inspect/{one.pk}/")

    assert progress_of(one) == {"waiting": 1, "sent": 1, "failed": 1}
    assert "3 / 5(送信中)" in listing
    assert detail.context["progress"] == progress_of(one)
    assert "送信に回した人数" in detail.content.decode()
