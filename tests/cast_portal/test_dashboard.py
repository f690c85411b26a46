from datetime import timedelta

import pytest
import time_machine

from cast_portal.domain.pictures import add_picture
from cast_portal.domain.reports import file_report
from cast_portal.enums import Outcome
from tests.factories import CastFactory, GuestFactory, ReservationFactory, SlotFactory
from tests.images import draw_portrait

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def dashboard(cast, now, sign_in):
    def look():
        with time_machine.travel(now, tick=False):
            return sign_in(cast.user).get("/cast/")

    return look


def test_a_new_cast_is_led_to_the_schedule(dashboard):
    page = dashboard().content.decode()
    assert "これからの予約はありません" in page
    assert "スケジュールを登録する" in page


def test_a_cast_with_times_on_offer_is_told_how_many(cast, now, dashboard):
    ReservationFactory(cast=cast, talk__starts_at=now - 60 * MINUTE)
    for start in (-3, 9, 12, 15):
        SlotFactory(cast=cast, starts_at=now + start * MINUTE)
    SlotFactory()
    page = dashboard().content.decode()
    assert "これからの予約はありません" in page
    assert "2枠が公開中です" in page
    assert "スケジュールを登録する" not in page


def test_the_next_talk_stands_first(cast, now, dashboard):
    guest = GuestFactory(user__public_name="そら").user
    later = ReservationFactory(cast=cast, talk__starts_at=now + 60 * MINUTE)
    soon = ReservationFactory(
        cast=cast, talk__starts_at=now + 4 * MINUTE, talk__guest=guest, wish="面接の練習"
    )
    answer = dashboard()
    assert answer.context["next_one"] == soon
    page = answer.content.decode()
    assert "そらさん" in page
    assert "「面接の練習」" in page
    assert f"/talks/{soon.talk.public_id}/room/" in page
    assert page.index(soon.talk.public_id) < page.index(later.talk.public_id)


def test_the_room_button_stays_in_place_when_a_report_falls_due(cast, now, dashboard):
    over = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE).talk
    coming = ReservationFactory(cast=cast, talk__starts_at=now + 4 * MINUTE).talk
    page = dashboard().content.decode()
    assert page.index(f"{coming.public_id}/room/") < page.index(f"{over.public_id}/report/")


def test_a_talk_under_way_is_still_the_next_one(cast, now, dashboard):
    running = ReservationFactory(cast=cast, talk__starts_at=now - MINUTE)
    answer = dashboard()
    assert answer.context["next_one"] == running
    assert "トーク中・残り" in answer.content.decode()


def test_cancelled_talks_and_those_of_others_are_not_shown(cast, now, dashboard):
    gone = ReservationFactory(cast=cast, talk__starts_at=now + 60 * MINUTE)
    type(gone.talk).objects.update(status="cancelled", cancelled_at=now)
    ReservationFactory(cast=CastFactory(), talk__starts_at=now + 60 * MINUTE)
    context = dashboard().context
    assert context["next_one"] is None
    assert context["sheet"].rows == []


def test_today_is_the_day_in_tokyo(cast, now, dashboard):
    # The world's clock says 19:00 on the 24th.
    late_tonight = ReservationFactory(cast=cast, talk__starts_at=now + timedelta(hours=4))
    ReservationFactory(cast=cast, talk__starts_at=now + timedelta(hours=6))
    rows = dashboard().context["sheet"].rows
    assert [row.reservation for row in rows] == [late_tonight]


def test_a_due_report_counts_down_until_it_is_filed(cast, now, dashboard):
    reservation = ReservationFactory(cast=cast, talk__starts_at=now - 5 * MINUTE)
    answer = dashboard()
    assert list(answer.context["due"]) == [reservation]
    page = answer.content.decode()
    assert f"/cast/talks/{reservation.talk.public_id}/report/" in page
    assert "8分00秒" in page
    file_report(
        reservation.talk,
        by=cast.user,
        outcome=Outcome.TROUBLE,
        rating=None,
        impressions="",
        now=now,
    )
    assert list(dashboard().context["due"]) == []


def test_a_report_whose_window_closed_is_not_due(cast, now, dashboard):
    ReservationFactory(cast=cast, talk__starts_at=now - 14 * MINUTE)
    answer = dashboard()
    assert list(answer.context["due"]) == []
    assert "未報告" in answer.content.decode()


def test_what_would_help_the_profile_most_is_named_until_it_is_whole(
    cast, dashboard, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    page = dashboard().content.decode()
    assert 'href="/cast/profile/pictures/"' in page
    assert "写真を登録する" in page

    add_picture(cast, source=draw_portrait())
    page = dashboard().content.decode()
    assert "プロフィールの充実度" in page
    assert 'href="/cast/profile/#id_topics"' in page

    cast.topics, cast.languages, cast.website_url = "映画", ["ja"], "https://example.com/"
    cast.save(update_fields=["topics", "languages", "website_url"])
    assert "プロフィールの充実度" not in dashboard().content.decode()


def test_a_missing_bank_account_is_something_to_do(dashboard):
    assert 'href="/cast/bank-account/"' in dashboard().content.decode()


def test_the_memo_and_the_earnings_are_in_plain_sight(dashboard):
    page = dashboard().content.decode()
    assert 'action="/cast/memo/"' in page
    assert "請求できる報酬" in page
