import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast_portal.domain.copying import save_template, template_starts
from cast_portal.domain.errors import ScheduleRefused
from cast_portal.domain.grid import midnight
from cast_portal.models import CastPortalSettings, Slot, WeekTemplate
from tests.factories import CastFactory, ReservationFactory, SlotFactory, TalkFactory

pytestmark = pytest.mark.django_db
SLOT = timedelta(minutes=3)
# A Wednesday; the clock of these tests stands on the Tuesday before.
SOURCE = date(2026, 11, 25)
PLAN, MONTH = "/cast/schedule/plan/", "/cast/schedule/month/"
TEMPLATES = "/cast/schedule/templates/"


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


@pytest.fixture
def morning(cast):
    """Three slots at 9:00 on the source day, the second of them reserved."""
    nine = midnight(SOURCE) + timedelta(hours=9)
    SlotFactory(cast=cast, starts_at=nine)
    talk = TalkFactory(cast=cast.user, starts_at=nine + SLOT, ends_at=nine + 2 * SLOT)
    ReservationFactory(cast=cast, talk=talk)
    SlotFactory(cast=cast, starts_at=nine + 2 * SLOT)
    return nine


def plan_of(client, **asked):
    return client.get(PLAN, {"source": "day", "date": "2026-11-25", "times": 1} | asked)


def starts_on(cast, day):
    begin = midnight(day)
    mine = Slot.objects.filter(cast=cast, starts_at__gte=begin, starts_at__lt=begin + timedelta(1))
    return [slot.starts_at for slot in mine]


def test_a_preview_says_what_a_copy_would_do_and_does_nothing(client, cast, morning):
    SlotFactory(cast=cast, starts_at=morning + timedelta(days=1))
    SlotFactory(cast=cast, starts_at=morning + timedelta(days=1, minutes=4))
    answer = plan_of(client, times=2)
    days = answer.context["days"]
    assert [(one.day.day, one.added, one.kept, one.refused) for one in days] == [
        (26, 0, 1, 2),
        (27, 3, 0, 0),
    ]
    assert "登録済みの別の枠と時間が重なっています" in answer.content.decode()
    assert cast.slots.count() == 5


def test_a_day_is_copied_to_the_days_after_it(client, cast, morning):
    client.post(PLAN, {"source": "day", "date": "2026-11-25", "times": 2})
    for days in (1, 2):
        copied = starts_on(cast, SOURCE + timedelta(days=days))
        assert copied == [morning + timedelta(days=days) + n * SLOT for n in range(3)]
    # A copy of a reserved time is a free one.
    assert cast.slots.filter(talk__isnull=True).count() == 8


def test_a_week_is_copied_to_the_weeks_after_it(client, cast, morning):
    SlotFactory(cast=cast, starts_at=morning + timedelta(days=6))
    client.post(PLAN, {"source": "week", "date": "2026-11-25", "times": 1})
    assert len(starts_on(cast, SOURCE + timedelta(days=7))) == 3
    assert len(starts_on(cast, SOURCE + timedelta(days=13))) == 1
    assert cast.slots.count() == 8


def test_what_lies_beyond_the_horizon_is_told_and_left_out(client, cast, morning):
    answer = client.post(PLAN, {"source": "week", "date": "2026-11-25", "times": 14}, follow=True)
    assert "登録できるのは60日先までです" in answer.content.decode()
    assert cast.slots.count() == 3 + 3 * 8


def test_a_changed_slot_length_refuses_the_clashes_with_a_list(client, cast, morning):
    CastPortalSettings.objects.update_or_create(defaults={"slot_seconds": 300})
    answer = plan_of(client)
    assert [(one.added, one.refused) for one in answer.context["days"]] == [(1, 2)]
    assert "9:03" in answer.content.decode()
    assert cast.slots.filter(starts_at=morning).get().ends_at == morning + SLOT


def test_a_preview_lists_all_that_cannot_be_registered(client, cast, morning):
    CastPortalSettings.objects.update_or_create(defaults={"slot_seconds": 240})
    for n in range(3, 8):
        SlotFactory(cast=cast, starts_at=morning + n * SLOT)
    page = plan_of(client).content.decode()
    assert "6枠は登録できません（11/26 9:03、" in page
    assert ">9:03、9:06、9:09、9:15、9:18、9:21</dd>" in page


@pytest.mark.parametrize(
    "asked", [{"times": 0}, {"times": 15}, {"date": "tomorrow"}, {"source": "template-99"}]
)
def test_a_plan_that_makes_no_sense_is_refused_in_words(client, asked):
    asked = {"source": "day", "date": "2026-11-25", "times": 1} | asked
    assert client.get(PLAN, asked).context["form"].errors
    assert client.post(PLAN, asked).status_code == 422


def test_a_template_brings_a_week_back(client, cast, morning):
    client.post("/cast/schedule/templates/", {"name": "平日の朝", "date": "2026-11-27"})
    template = WeekTemplate.objects.get(cast=cast)
    client.post(PLAN, {"source": f"template-{template.pk}", "date": "2026-12-08", "times": 2})
    assert len(starts_on(cast, date(2026, 12, 9))) == len(starts_on(cast, date(2026, 12, 16))) == 3
    client.post(f"/cast/schedule/templates/{template.pk}/delete/")
    assert not WeekTemplate.objects.exists()


def test_signing_in_on_the_way_to_a_template_leads_to_the_page(client, cast):
    template = WeekTemplate.objects.create(cast=cast, name="朝", starts=[0])
    for path in (TEMPLATES, f"{TEMPLATES}{template.pk}/delete/"):
        assert client.get(path).url == PLAN
    assert WeekTemplate.objects.exists()


def kept(answer):
    """The week and the name that the form for a template still holds."""
    form = answer.context["template_form"]
    return answer.context["monday"], form["date"].value(), form["name"].value()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("朝" * 31, "この値は 30 文字以下でなければなりません"),
        ("", "ひな形の名前を入力してください。"),
        ("平日の朝", "この週には登録済みの枠がありません"),
    ],
)
def test_a_refused_template_keeps_week_and_name_and_says_why(client, name, reason):
    answer = client.post(TEMPLATES, {"name": name, "date": "2026-12-07"})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert kept(answer) == (date(2026, 12, 7), "2026-12-07", name)
    # The other form of the page is as it was, and goes where it always went.
    assert not answer.context["form"].errors
    assert f'method="get" action="{PLAN}"' in answer.content.decode()


def test_a_template_of_no_readable_week_is_refused(client):
    answer = client.post(TEMPLATES, {"name": "朝", "date": "someday"})
    assert answer.status_code == 422
    assert answer.context["monday"] == date(2026, 11, 23)


def test_a_template_of_the_same_name_is_replaced(cast, morning):
    save_template(cast, name="朝", week_of=SOURCE)
    SlotFactory(cast=cast, starts_at=morning + timedelta(hours=1))
    template = save_template(cast, name="朝", week_of=SOURCE)
    assert len(template_starts(template, week_of=SOURCE, weeks=1)) == 4
    assert WeekTemplate.objects.count() == 1


def test_an_empty_week_makes_no_template(cast):
    with pytest.raises(ScheduleRefused) as refused:
        save_template(cast, name="朝", week_of=SOURCE)
    assert refused.value.code == "week_is_empty"


def test_another_casts_template_is_neither_used_nor_deleted(client):
    other = CastFactory()
    template = WeekTemplate.objects.create(cast=other, name="朝", starts=[0])
    asked = {"source": f"template-{template.pk}", "date": "2026-12-08", "times": 1}
    assert client.post(PLAN, asked).status_code == 422
    client.post(f"/cast/schedule/templates/{template.pk}/delete/")
    assert WeekTemplate.objects.filter(pk=template.pk).exists()


def test_the_month_counts_free_and_reserved(client, morning):
    weeks = client.get(MONTH, {"month": "2026-11"}).context["weeks"]
    counts = {one.day: (one.free, one.reserved) for week in weeks for one in week}
    assert counts[SOURCE] == (2, 1)
    assert counts[date(2026, 11, 24)] == (0, 0)


def test_the_month_tells_what_is_on_offer_from_what_went_unreserved(client, cast, now):
    for start in (now - timedelta(days=1), now - SLOT, now + SLOT, now + 4 * SLOT):
        SlotFactory(cast=cast, starts_at=start)
    page = client.get(MONTH, {"month": "2026-11"}).content.decode()
    marks = re.findall(r'dot--free">(\d+)<span class="visually-hidden">(.*?)<', page)
    assert marks == [("1", "枠予約なし"), ("1", "枠公開中")]


def test_the_month_shows_and_links_no_days_of_the_months_beside_it(client, morning):
    page = client.get(MONTH, {"month": "2026-12"}).content.decode()
    assert re.findall(r"\?date=([\d-]+)", page) == [f"2026-12-{day:02}" for day in range(1, 32)]
    assert len(re.findall(r"<td></td>", page)) == 4


@pytest.mark.parametrize("month", ["", "2026-13", "december"])
def test_a_month_that_cannot_be_read_is_this_one(client, month):
    assert client.get(MONTH, {"month": month}).context["month"] == date(2026, 11, 1)


@pytest.mark.parametrize("path", [PLAN, MONTH, "/cast/schedule/"])
def test_three_months_of_history_cost_no_queries(client, cast, now, path):
    client.get(path)
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    Slot.objects.bulk_create(
        Slot(cast=cast, starts_at=start, ends_at=start + SLOT)
        for day in range(1, 91)
        for start in [now - timedelta(days=day) + n * SLOT for n in range(5)]
    )
    with CaptureQueriesContext(connection) as after:
        client.get(path)
    assert len(after) == len(before)


@pytest.mark.parametrize("path", [PLAN, MONTH])
def test_the_pages_are_a_casts_own(path, guest, sign_in):
    assert sign_in(guest).get(path).status_code == 404
