"""審査の集計 in the reports menu of the admin."""

import csv
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from wagtail.log_actions import log

from cast_portal.domain.purging import purge_entry
from cast_portal.domain.screening_figures import screening_figures
from cast_portal.enums import ApplicationStatus, EntryItem
from cast_portal.models import CastApplication, ClosedDay
from tests.cast_portal.entry.deciding import approve, ask_again, decline
from tests.cast_portal.entry.test_staff_screens import staff_with
from tests.factories import NOW

REPORT = "/admin/reports/screening/"
REPORT_QUERIES = 11
TOKYO = ZoneInfo("Asia/Tokyo")
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
APPROVED, DECLINED = ApplicationStatus.APPROVED, ApplicationStatus.DECLINED
pytestmark = pytest.mark.usefixtures("page_tree")


def tokyo(month, day, hour=12, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


@pytest.fixture
def decided(submitted):
    """decided(sent, at, status, due): an entry as its decision leaves it."""

    def make(sent, at, status=APPROVED, due=None):
        number = CastApplication.objects.count()
        entry = submitted(email=f"applicant{number}@example.com", cast_name=f"ほし{number}")
        due = due or at.astimezone(TOKYO).date()
        CastApplication.objects.filter(pk=entry.pk).update(
            status=status, submitted_at=sent, due_to=due, decided_at=at
        )
        entry.refresh_from_db()
        return entry

    return make


def asked_again(entry, at):
    with time_machine.travel(at, tick=False):
        log(entry, "cast_portal.return_application", title=entry.public_id)


@pytest.fixture
def world(decided):
    """Two months whose last and first minute stand on either side of midnight in Tokyo."""
    thursday, friday = tokyo(10, 22), tokyo(10, 23)
    # Friday, Monday, Tuesday: three business days; due the day before.
    decided(thursday, tokyo(10, 27), due=date(2026, 10, 26))
    # The last minute of October: the week of 26 to 30, and a Saturday that does not count.
    last = decided(friday, tokyo(10, 31, 23, 59), DECLINED)
    # The first of November: a Sunday. The same five business days.
    decided(friday, tokyo(11, 1, 0, 0))
    # Tuesday is a holiday (文化の日): Monday and Wednesday.
    decided(tokyo(10, 30), tokyo(11, 4), DECLINED, due=date(2026, 11, 2))
    # On the day it came.
    decided(tokyo(11, 5, 9), tokyo(11, 5, 18))
    asked_again(last, tokyo(10, 31, 23, 59))
    asked_again(last, tokyo(11, 1, 0, 0))
    asked_again(last, tokyo(11, 2))


def test_each_month_is_counted_on_the_clock_of_tokyo(world):
    (october, november), total = screening_figures(OCTOBER, NOVEMBER)

    assert (october.decided, october.approved, october.declined) == (2, 1, 1)
    assert (november.decided, november.approved, november.declined) == (3, 2, 1)
    assert (total.decided, total.approved, total.declined) == (5, 3, 2)
    assert (october.returned, november.returned, total.returned) == (1, 2, 3)


def test_shares_are_of_what_was_decided(world):
    (october, november), total = screening_figures(OCTOBER, NOVEMBER)

    assert (october.approved_share, november.approved_share, total.approved_share) == (
        50.0,
        66.7,
        60.0,
    )
    assert (october.overdue, october.overdue_share) == (1, 50.0)
    assert (november.overdue, november.overdue_share) == (1, 33.3)
    assert (total.overdue, total.overdue_share) == (2, 40.0)


def test_wait_is_the_median_in_business_days(world):
    (october, november), total = screening_figures(OCTOBER, NOVEMBER)

    assert sorted(october.waits) == [3, 5]
    assert sorted(november.waits) == [0, 2, 5]
    assert (october.median_wait, november.median_wait, total.median_wait) == (4.0, 2.0, 3.0)


def test_day_on_which_the_office_is_closed_is_no_wait(decided):
    ClosedDay.objects.create(day=date(2026, 10, 26))
    decided(tokyo(10, 22), tokyo(10, 27))

    _, total = screening_figures(OCTOBER, OCTOBER)

    assert total.median_wait == 2.0


def test_month_without_decisions_is_zero_and_has_no_shares(world):
    months, _ = screening_figures(date(2026, 8, 1), date(2026, 12, 1))

    assert [month.month.month for month in months] == [8, 9, 10, 11, 12]
    august = months[0]
    assert (august.decided, august.returned, august.overdue) == (0, 0, 0)
    assert (august.approved_share, august.median_wait, august.overdue_share) == (None, None, None)


def test_what_waits_or_was_withdrawn_is_not_counted_and_what_was_purged_is(decided, submitted):
    decided(tokyo(10, 22), tokyo(10, 27), ApplicationStatus.WITHDRAWN)
    submitted(email="waits@example.com")
    purge_entry(decided(tokyo(10, 22), tokyo(10, 27)), now=NOW)

    _, total = screening_figures(OCTOBER, NOVEMBER)

    assert (total.decided, total.approved) == (1, 1)


def test_verbs_themselves_are_counted(submitted, staff, gold):
    ask_again(submitted(email="r@example.com"), EntryItem.FRONT, by=staff)
    decline(submitted(email="d@example.com"), by=staff)
    approve(submitted(email="a@example.com"), by=staff, rank=gold)

    _, total = screening_figures(NOVEMBER, NOVEMBER)

    assert (total.returned, total.declined, total.approved, total.overdue) == (1, 1, 1, 0)


@pytest.fixture
def admin(sign_in, db):
    return sign_in(staff_with("view_castapplication"))


def test_report_shows_the_last_twelve_months(admin, world):
    page = admin.get(REPORT)

    assert [month.month for month in page.context["months"]][::11] == [date(2025, 12, 1), NOVEMBER]
    html = page.content.decode()
    assert "2026年11月" in html
    assert "66.7%" in html
    assert "3営業日" in html
    assert "審査した5件のうち、承認は3件、見送りは2件です" in html


def test_period_is_chosen_by_its_first_and_last_month(admin, world):
    october = admin.get(REPORT, {"first": "2026-10", "last": "2026-10"}).context
    november = admin.get(REPORT, {"first": "2026-11", "last": "2026-11"}).context

    assert [month.month for month in october["months"]] == [OCTOBER]
    assert (october["total"].decided, october["total"].returned) == (2, 1)
    assert (november["total"].decided, november["total"].returned) == (3, 2)


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [
        ("2026-11", "2026-10", "終了の月は、開始の月より後にしてください。"),
        ("2021-11", "2026-11", "一度に表示できるのは5年分までです。"),
        ("11月", "2026-11", "年月を「2026-11」の形で入力してください。"),
        ("", "2026-11", "年月を選んでください。"),
        ("0001-01", "2026-11", "2000年から2099年までの年月を選んでください。"),
        ("2026-11", "9999-12", "2000年から2099年までの年月を選んでください。"),
    ],
)
def test_odd_period_is_refused_in_words_and_the_usual_one_shown(admin, world, first, last, answer):
    page = admin.get(REPORT, {"first": first, "last": last})

    assert answer in page.content.decode()
    assert len(page.context["months"]) == 12


def test_five_years_fit(admin):
    page = admin.get(REPORT, {"first": "2021-12", "last": "2026-11"})

    assert len(page.context["months"]) == 60


def test_bars_are_as_high_as_their_counts(admin, world):
    chart = admin.get(REPORT, {"first": "2026-09", "last": "2026-11"}).context["chart"]
    september, october, november = chart.bars

    assert (september.approved_height, september.declined_height) == (0, 0)
    assert november.approved_height == 2 * october.approved_height == 2 * october.declined_height
    assert november.approved_y + november.approved_height == chart.floor
    assert november.declined_y + november.declined_height == november.approved_y
    assert [line.count for line in chart.lines] == [0, 1, 2, 3, 4]


def exported(admin):
    response = admin.get(REPORT, {"first": "2026-09", "last": "2026-11", "export": "csv"})
    text = b"".join(response.streaming_content).decode()
    return text, list(csv.reader(text.splitlines()))


def test_export_has_a_line_per_month_with_the_same_figures(admin, world):
    _, (heading, september, october, november) = exported(admin)

    assert heading[:4] == ["月", "審査した件数", "承認", "見送り"]
    assert september == ["2026-09", "0", "0", "0", "0", "", "", "0", ""]
    assert october == ["2026-10", "2", "1", "1", "1", "50.0", "4.0", "1", "50.0"]
    assert november == ["2026-11", "3", "2", "1", "2", "66.7", "2.0", "1", "33.3"]


def test_export_and_page_name_nobody(admin, world):
    text = exported(admin)[0] + admin.get(REPORT).content.decode()

    for entry in CastApplication.objects.all():
        for personal in (entry.public_id, entry.cast_name, entry.email, entry.legal_name):
            assert personal not in text


@pytest.mark.parametrize("count", [1, 3])
def test_report_asks_the_database_equally_often(admin, decided, count, django_assert_num_queries):
    for number in range(count):
        asked_again(decided(tokyo(10, 22), tokyo(10, 27 + number)), tokyo(10, 23))
    admin.get(REPORT)

    with django_assert_num_queries(REPORT_QUERIES):
        admin.get(REPORT)


def test_staff_without_the_permission_find_neither_report_nor_menu(sign_in, admin):
    other = sign_in(staff_with("view_cast"))

    assert other.get(REPORT).status_code == 404
    assert other.get(REPORT, {"export": "csv"}).status_code == 404
    assert REPORT not in other.get("/admin/").content.decode()
    assert REPORT in admin.get("/admin/").content.decode()


def test_visitor_and_guest_do_not_get_in(client, sign_in, guest):
    for browser in (client, sign_in(guest)):
        response = browser.get(REPORT)

        assert response.status_code in (302, 403, 404)
