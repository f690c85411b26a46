import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cast_portal.models import Report
from tests.factories import CastFactory, GuestFactory, ReservationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def past_talks(cast, now):
    """こはる in November and そら in October, the latter reported as 未実施."""
    names = {"こはる": now - DAY, "そら": now - 40 * DAY}
    talks = {}
    for name, start in names.items():
        guest = GuestFactory(user__public_name=name).user
        talks[name] = ReservationFactory(cast=cast, talk__starts_at=start, talk__guest=guest).talk
    Report.objects.create(
        talk=talks["そら"],
        outcome="guest_absent",
        suggested_outcome="guest_absent",
        status="final",
        filed_at=now,
    )
    elsewhere = GuestFactory(user__public_name="そら").user
    ReservationFactory(cast=CastFactory(), talk__starts_at=now - DAY, talk__guest=elsewhere)


@pytest.fixture
def shown(cast, now, sign_in):
    def look(**asked):
        with time_machine.travel(now, tick=False):
            answer = sign_in(cast.user).get("/cast/talks/", {"show": "past", **asked})
        return [str(row.guest) for row in answer.context["rows"]]

    return look


@pytest.mark.usefixtures("past_talks")
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["こはる", "そら"]),
        ({"month": "2026-10"}, ["そら"]),
        ({"month": "2026-11"}, ["こはる"]),
        ({"guest": "そ"}, ["そら"]),
        ({"outcome": "guest_absent"}, ["そら"]),
        ({"outcome": "done"}, []),
        ({"month": "2026-10", "guest": "こはる"}, []),
        # What cannot be read narrows nothing.
        ({"month": "October", "outcome": "gone"}, ["こはる", "そら"]),
        ({"month": "1999-01"}, ["こはる", "そら"]),
    ],
)
def test_the_list_is_narrowed_by_month_guest_and_outcome(shown, asked, names):
    assert shown(**asked) == names


def test_the_list_knows_when_its_talks_begin_end_and_are_past_reporting(cast, now, sign_in):
    coming = ReservationFactory(cast=cast, talk__starts_at=now + timedelta(hours=3))
    with time_machine.travel(now, tick=False):
        page = sign_in(cast.user).get("/cast/talks/").content.decode()
    moments = (coming.talk.starts_at, coming.talk.ends_at, coming.report_until)
    instants = " ".join(str(round(one.timestamp() * 1000)) for one in moments)
    assert f'data-instants="{instants} "' in page


@pytest.mark.usefixtures("past_talks")
def test_the_months_to_choose_from_are_those_with_talks_of_ones_own(cast, now, sign_in):
    # By the clock in Tokyo this one is of December.
    ReservationFactory(cast=cast, talk__starts_at=datetime(2026, 11, 30, 15, tzinfo=UTC))
    ReservationFactory(talk__starts_at=now - 99 * DAY)
    with time_machine.travel(now, tick=False):
        page = sign_in(cast.user).get("/cast/talks/", {"month": "2026-10"}).content.decode()
    months = re.search(r'<select name="month".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r"<option.*?>(.*?)</option>", months) == [
        "すべての月",
        "2026年12月",
        "2026年11月",
        "2026年10月",
    ]
    assert '<option value="2026-10" selected>' in months


def test_the_filters_stay_from_page_to_page(cast, now, sign_in):
    guest = GuestFactory(user__public_name="そら").user
    for number in range(21):
        start = now - DAY - timedelta(minutes=5 * number)
        ReservationFactory(cast=cast, talk__starts_at=start, talk__guest=guest)
    with time_machine.travel(now, tick=False):
        answer = sign_in(cast.user).get("/cast/talks/", {"show": "past", "guest": "そら"})
        page = answer.content.decode()
    assert "?show=past&amp;guest=%E3%81%9D%E3%82%89&amp;page=2" in page


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("upcoming", "month=2026-10&guest=%E3%81%9D"),
        ("past", "month=2026-10&guest=%E3%81%9D&outcome=done"),
        ("cancelled", "month=2026-10&guest=%E3%81%9D"),
    ],
)
def test_the_tabs_keep_the_filters_that_make_sense_there(cast, now, sign_in, shown, kept):
    ReservationFactory(cast=cast, talk__starts_at=now - 40 * DAY)
    asked = {"show": "past", "month": "2026-10", "guest": "そ", "outcome": "done", "page": "1"}
    with time_machine.travel(now, tick=False):
        page = sign_in(cast.user).get("/cast/talks/", asked).content.decode()
    assert f'href="?show={shown}&amp;{kept.replace("&", "&amp;")}"' in page


def test_talks_without_reports_are_not_asked_for_their_outcome(cast, now, sign_in):
    ReservationFactory(cast=cast, talk__starts_at=now + DAY)
    with time_machine.travel(now, tick=False):
        answer = sign_in(cast.user).get("/cast/talks/", {"outcome": "done"})
    assert len(answer.context["rows"]) == 1
    assert "報告の結果" not in answer.content.decode()


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (1, False)])
def test_cancelling_tells_what_happens_until_the_last_hour_and_the_rule_after(
    cast, now, sign_in, seconds, may
):
    reservation = ReservationFactory(cast=cast, talk__starts_at=now + timedelta(hours=3))
    path = f"/cast/talks/{reservation.talk.public_id}/"
    moment = reservation.talk.starts_at - timedelta(minutes=60) + timedelta(seconds=seconds)
    with time_machine.travel(moment, tick=False):
        page = sign_in(cast.user).get(path).content.decode()
    assert ("このトークの報酬（600円）は発生しません" in page) == may
    assert ("キャンセルを確定する" in page) == may
    assert (f"/contact/?talk={reservation.talk.public_id}" in page) or may


@pytest.mark.parametrize(
    "address",
    [
        "/cast/talks/?show=past&month=9999-12",
        "/cast/talks/?show=past&month=0001-01",
        "/cast/schedule/?date=9999-12-31",
        "/cast/schedule/month/?month=0001-01",
        "/cast/schedule/month/?month=9999-12",
        "/cast/schedule/plan/?source=day&times=1&date=9999-12-31",
    ],
)
def test_days_at_the_end_of_the_calendar_break_no_page(cast, sign_in, address):
    assert sign_in(cast.user).get(address).status_code == 200
