from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission

from cast_portal.domain.reports import file_report
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Report
from talk_rooms.domain.office_calls import call_office
from talk_rooms.enums import OfficeCallKind
from tests.factories import ReservationFactory, StaffFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
REASON = "双方に確認しました。"
UNREPORTED = "/admin/completion-reports/talks/unreported/"


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def missed(cast, now):
    """A talk an hour ago that nobody reported on."""
    return ReservationFactory(cast=cast, talk__starts_at=now - 60 * MINUTE)


@pytest.fixture
def held(cast, now):
    reservation = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE)
    return file_report(
        reservation.talk,
        by=cast.user,
        outcome=Outcome.DONE,
        rating=4,
        impressions="回線が不安定でした。",
        now=now,
    )


@pytest.fixture
def absence(cast, now):
    """未実施 on the cast's word alone."""
    reservation = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE)
    words = {"outcome": Outcome.GUEST_ABSENT, "rating": None, "impressions": ""}
    return file_report(reservation.talk, by=cast.user, now=now, **words)


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


@pytest.fixture
def reader(sign_in):
    """Staff who may read reports and not settle them."""
    user = StaffFactory(is_superuser=False)
    names = ["access_admin", "view_report"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return sign_in(user)


def facts_url(talk):
    return f"/admin/completion-reports/talks/{talk.public_id}/"


def settle_url(talk):
    return f"{facts_url(talk)}settle/"


def test_the_list_of_unreported_talks_leads_to_their_facts(office, missed):
    page = office.get(UNREPORTED).content.decode()
    assert facts_url(missed.talk) in page
    page = office.get(facts_url(missed.talk)).content.decode()
    assert "キャストの入室" in page
    assert f'action="{settle_url(missed.talk)}"' in page


def test_the_list_costs_the_same_queries_for_any_number(
    office, cast, missed, now, django_assert_num_queries
):
    office.get(UNREPORTED)
    with django_assert_num_queries(7):
        office.get(UNREPORTED)
    for number in (2, 3):
        ReservationFactory(cast=cast, talk__starts_at=now - number * 60 * MINUTE)
    with django_assert_num_queries(7):
        office.get(UNREPORTED)


def test_an_empty_list_says_so(office):
    assert "未報告のトークはありません" in office.get(UNREPORTED).content.decode()


def test_staff_settle_an_unreported_talk(office, staff, missed):
    data = {"outcome": "guest_absent", "reason": REASON}
    answer = office.post(settle_url(missed.talk), data, follow=True)
    report = Report.objects.get()
    assert (report.outcome, report.status) == (Outcome.GUEST_ABSENT, ReportStatus.FINAL)
    assert (report.settled_by, report.settled_reason) == (staff, REASON)
    page = answer.content.decode()
    assert "結果を確定しました" in page
    assert "期限までに報告がありませんでした" in page
    assert settle_url(missed.talk) not in page


def test_a_held_report_is_inspected_and_settled(office, held):
    page = office.get(f"/admin/completion-reports/inspect/{held.pk}/").content.decode()
    assert "回線が不安定でした。" in page
    assert f'action="{settle_url(held.talk)}"' in page
    office.post(settle_url(held.talk), {"outcome": "done", "reason": REASON})
    held.refresh_from_db()
    assert held.status == ReportStatus.FINAL


def test_a_reported_talk_its_calls_and_its_record_lead_to_each_other(office, held):
    talk = held.talk
    call, _ = call_office(
        talk, by=talk.guest, kind=OfficeCallKind.ABUSE, words="", now=talk.ends_at
    )
    office_call, record = f"/admin/office-calls/{call.pk}/", f"/admin/talks/inspect/{talk.pk}/"
    for page in (facts_url(talk), f"/admin/completion-reports/inspect/{held.pk}/"):
        shown = office.get(page).content.decode()
        assert f'href="{office_call}"' in shown
        assert f'href="{record}"' in shown
    for page in (office_call, record):
        shown = office.get(page).content.decode()
        assert f'href="{facts_url(talk)}">確認中</a>' in shown


def test_a_missing_reason_comes_back_with_the_choice_kept(office, missed):
    answer = office.post(settle_url(missed.talk), {"outcome": "trouble", "reason": " "})
    assert answer.status_code == 422
    assert 'value="trouble" selected' in answer.content.decode()
    assert not Report.objects.exists()


def test_an_early_settle_is_refused_in_words(office, cast, now):
    talk = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE).talk
    answer = office.post(settle_url(talk), {"outcome": "done", "reason": REASON})
    assert answer.status_code == 422
    assert "報告期限がまだ過ぎていません" in answer.content.decode()


def grant_url(talk):
    return f"{facts_url(talk)}grant-absence/"


def test_staff_grant_the_reward_of_a_reported_absence(office, staff, absence):
    for url in (facts_url(absence.talk), f"/admin/completion-reports/inspect/{absence.pk}/"):
        page = office.get(url).content.decode()
        assert f'action="{grant_url(absence.talk)}"' in page
        assert "未実施の報酬を認める" in page
        assert settle_url(absence.talk) not in page

    answer = office.post(grant_url(absence.talk), {"reason": REASON}, follow=True)

    absence.refresh_from_db()
    assert (absence.outcome, absence.settled_by) == (Outcome.GUEST_ABSENT, staff)
    page = answer.content.decode()
    assert "未実施の報酬を認めました" in page
    assert grant_url(absence.talk) not in page


def test_granting_asks_for_a_reason(office, absence):
    assert office.post(grant_url(absence.talk), {"reason": " "}).status_code == 422
    absence.refresh_from_db()
    assert absence.settled_by is None


def test_a_reader_grants_nothing(reader, absence):
    assert grant_url(absence.talk) not in reader.get(facts_url(absence.talk)).content.decode()
    assert reader.post(grant_url(absence.talk), {"reason": REASON}).status_code in (302, 403)
    absence.refresh_from_db()
    assert absence.settled_by is None


def test_settling_is_post_only(office, missed):
    assert office.get(settle_url(missed.talk)).status_code == 405


def test_a_reader_sees_the_facts_and_settles_nothing(reader, missed):
    page = reader.get(facts_url(missed.talk))
    assert page.status_code == 200
    assert settle_url(missed.talk) not in page.content.decode()
    reader.post(settle_url(missed.talk), {"outcome": "done", "reason": REASON})
    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["cast", "guest"])
def test_nobody_else_reaches_them(who, cast, missed, request, sign_in):
    client = sign_in(cast.user if who == "cast" else request.getfixturevalue("guest"))
    for url in (UNREPORTED, facts_url(missed.talk), "/admin/completion-reports/"):
        assert client.get(url).status_code in (302, 403)
    assert client.post(grant_url(missed.talk), {"reason": REASON}).status_code in (302, 403)
    client.post(settle_url(missed.talk), {"outcome": "done", "reason": REASON})
    assert not Report.objects.exists()


def test_the_register_lists_reports(office, held):
    assert str(held.talk.cast) in office.get("/admin/completion-reports/").content.decode()


def test_the_staffs_home_says_what_waits(office, held, missed, page_tree):
    page = office.get("/admin/").content.decode()
    assert "接続の記録と食い違う報告 1件" in page
    assert "未報告のトーク 1件" in page
