"""The report of casts who may be invited to a higher rank, checked against sums by hand."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Permission

from cast_portal.domain.invitations import invite_cast
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Report
from guest_portal.domain.candidates import Period, candidates, sorted_by, usual_period
from guest_portal.models import Review
from talk_rooms.enums import Side, TalkStatus
from tests.factories import (
    CastFactory,
    RankFactory,
    ReservationFactory,
    SilverFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
URL = "/admin/candidates/"


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


def talk_of(cast, starts_at, *, outcome=None, status=ReportStatus.FINAL, rating=None):
    talk = ReservationFactory(cast=cast, talk__starts_at=starts_at).talk
    if outcome:
        Report.objects.create(
            talk=talk,
            outcome=outcome,
            filed_outcome=outcome,
            status=status,
            filed_at=talk.ends_at,
        )
    if rating:
        Review.objects.create(talk=talk, rating=rating, created_at=talk.ends_at)
    return talk


def cancel(talk, side):
    talk.status, talk.cancelled_by, talk.cancelled_at = TalkStatus.CANCELLED, side, talk.created_at
    talk.save()


@pytest.fixture
def busy(now):
    """Four talks in the period, two of them completed; ratings of 5, 4 and 4."""
    cast = CastFactory(user__public_name="あおい")
    talk_of(cast, now - 1 * DAY, outcome=Outcome.DONE, rating=5)
    talk_of(cast, now - 2 * DAY, outcome=Outcome.DONE, rating=4)
    talk_of(cast, now - 3 * DAY, outcome=Outcome.DONE, status=ReportStatus.HELD, rating=4)
    talk_of(cast, now - 4 * DAY)
    talk_of(cast, now - 100 * DAY, outcome=Outcome.DONE, rating=1)
    talk_of(cast, now + DAY)
    cancel(talk_of(cast, now - 5 * DAY), Side.CAST)
    cancel(talk_of(cast, now + 2 * DAY), Side.CAST)
    cancel(talk_of(cast, now - 6 * DAY), Side.GUEST)
    cancel(talk_of(cast, now - 7 * DAY), Side.STAFF)
    return cast


@pytest.fixture
def perfect(now):
    """One talk in the period, completed, rated with 5."""
    cast = CastFactory(user__public_name="ハルト", rank=SilverFactory())
    talk_of(cast, now - 10 * DAY, outcome=Outcome.DONE, rating=5)
    return cast


@pytest.fixture
def fresh():
    """Nothing yet."""
    return CastFactory(user__public_name="しずく")


def numbers(cast):
    return (
        cast.talks,
        cast.done_percent,
        cast.rating and round(cast.rating, 2),
        cast.review_count,
        cast.cancellations,
    )


def test_the_numbers_are_those_of_the_period(busy, perfect, fresh, now):
    found = {cast: numbers(cast) for cast in candidates(usual_period(now), now=now)}

    assert found == {
        busy: (4, 50.0, 4.33, 3, 1),
        perfect: (1, 100.0, 5.0, 1, 0),
        fresh: (0, None, None, 0, 0),
    }


def test_first_and_last_day_belong_to_the_period_by_tokyos_clock(cast):
    # In UTC these are 15:00 of the day before, and 14:59 of the day.
    day = date(2026, 11, 10)
    talk_of(cast, datetime(2026, 11, 9, 15, 0, tzinfo=UTC))
    talk_of(cast, datetime(2026, 11, 10, 14, 57, tzinfo=UTC))
    talk_of(cast, datetime(2026, 11, 9, 14, 57, tzinfo=UTC))
    talk_of(cast, datetime(2026, 11, 10, 15, 0, tzinfo=UTC))
    now = datetime(2026, 11, 20, tzinfo=UTC)

    assert candidates(Period(day, day), now=now).get().talks == 2


def test_limits_leave_out_who_is_below(busy, perfect, fresh, now):
    def found(**limits):
        return set(candidates(usual_period(now), **limits, now=now))

    assert found(min_talks=1) == {busy, perfect}
    assert found(min_talks=2) == {busy}
    assert found(min_rating=4.5) == {perfect}
    assert found(rank=perfect.rank) == {perfect}


def test_casts_who_have_left_are_no_candidates(fresh, now):
    fresh.user.is_active = False
    fresh.user.save(update_fields=["is_active"])

    assert not candidates(usual_period(now), now=now).exists()


@pytest.mark.parametrize(
    ("ordering", "names"),
    [
        ("-talks", ["あおい", "ハルト", "しずく"]),
        ("-rating", ["ハルト", "あおい", "しずく"]),
        ("rating", ["あおい", "ハルト", "しずく"]),
        ("-done_percent", ["ハルト", "あおい", "しずく"]),
        ("-cancellations", ["あおい", "ハルト", "しずく"]),
    ],
)
def test_who_has_no_number_comes_last_either_way(busy, perfect, fresh, now, ordering, names):
    casts = sorted_by(candidates(usual_period(now), now=now), ordering)

    assert [cast.user.public_name for cast in casts] == names


def test_the_report_shows_each_cast_in_one_line(busy, perfect, fresh, staff, office, now):
    platinum = RankFactory(name="プラチナ", slug="platinum", order=4, reward_yen=900)
    invite_cast(busy, rank=platinum, message="ぜひ", by=staff, now=now)

    page = office.get(URL).content.decode()

    for words in ("50%", "4.3（3件）", "100%", "5.0（1件）", "2026-11-24 回答待ち"):
        assert words in page
    assert "2026年8月26日〜2026年11月24日" in page
    assert page.index("あおい") < page.index("ハルト") < page.index("しずく")
    for cast in (busy, perfect, fresh):
        assert f'name="casts" value="{cast.pk}"' in page
        assert cast.user.legal_name not in page


def test_the_office_narrows_the_report(busy, perfect, fresh, office):
    def names(query):
        rows = office.get(f"{URL}?{query}").context["object_list"]
        return [cast.user.public_name for cast in rows]

    assert names("min_talks=1&ordering=rating") == ["あおい", "ハルト"]
    assert names("min_rating=4.5") == ["ハルト"]
    assert names(f"rank={perfect.rank_id}") == ["ハルト"]
    assert names("first=2026-11-14&last=2026-11-14&min_talks=1") == ["ハルト"]
    assert names("ordering=password") == names("")


def test_a_date_that_is_none_is_answered_in_words(fresh, office):
    answer = office.get(f"{URL}?first=yesterday")

    assert answer.status_code == 200
    assert answer.context["filters"].form.errors["first"]


def test_the_usual_period_stands_in_the_form_and_counts_as_no_filter(fresh, office):
    answer = office.get(URL)

    assert 'value="2026-08-26"' in answer.content.decode()
    assert not answer.context["is_filtering"]
    assert office.get(f"{URL}?first=2026-11-01").context["is_filtering"]


def test_results_alone_are_given_to_the_script(busy, office):
    page = office.get(f"{URL}results/?min_talks=1").content.decode()

    assert "あおい" in page
    assert "<html" not in page


def test_the_sheet_has_the_numbers_and_no_personal_data(busy, fresh, staff, office, now):
    platinum = RankFactory(name="プラチナ", slug="platinum", order=4, reward_yen=900)
    invite_cast(busy, rank=platinum, message="ぜひ", by=staff, now=now)
    answer = office.get(f"{URL}?export=csv&min_talks=1")
    sheet = b"".join(answer.streaming_content).decode()

    rows = list(csv.reader(StringIO(sheet)))
    assert rows[0][:4] == ["キャストの番号", "キャスト名", "ランク", "トーク数"]
    assert rows[1][:4] == [busy.user.public_id, "あおい", "ゴールド", "4"]
    assert rows[1][4:] == ["50.0", "4.3", "3", "1", "2026-11-24"]
    assert len(rows) == 2
    for secret in (busy.user.last_name, busy.user.email):
        assert secret not in sheet


def test_the_report_costs_the_same_queries_for_any_number(
    busy, office, now, django_assert_num_queries, django_assert_max_num_queries
):
    office.get(URL)
    with django_assert_max_num_queries(30) as with_one:
        office.get(URL)
    for number in range(6):
        talk_of(CastFactory(), now - DAY, outcome=Outcome.DONE, rating=1 + number % 5)

    with django_assert_num_queries(len(with_one)):
        assert len(office.get(URL).context["object_list"]) == 7


def test_only_who_may_invite_sees_candidates(busy, cast, guest, sign_in):
    reader = StaffFactory(is_superuser=False)
    names = ["access_admin", "view_cast", "view_rankinvitation"]
    reader.user_permissions.set(Permission.objects.filter(codename__in=names))

    for user in (reader, cast.user, guest):
        for url in (URL, f"{URL}results/"):
            assert sign_in(user).get(url).status_code in (302, 403)
