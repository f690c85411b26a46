from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from cast_portal.domain.booking import cancel_reservation
from notices.domain.mail import send_queued_mail
from notices.models import OutgoingMail
from talk_rooms.domain.calendars import feed_of, renew_feed
from talk_rooms.enums import Side
from tests.factories import ReservationFactory, TalkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def talk():
    return TalkFactory()


def events_at(client, feed):
    answer = client.get(f"/calendar/{feed.secret}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_feed_holds_ones_own_talks_in_tokyo_time(client, talk):
    TalkFactory()
    (event,) = events_at(client, feed_of(talk.cast))
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert (event.start, event.end) == (talk.starts_at, talk.ends_at)
    assert str(talk.guest) in event["SUMMARY"]
    (other,) = events_at(client, feed_of(talk.guest))
    assert str(talk.cast) in other["SUMMARY"]
    assert other["UID"] == event["UID"]


def test_the_feed_carries_its_time_zone_and_no_real_name(client, talk):
    text = client.get(f"/calendar/{feed_of(talk.cast).secret}.ics").content.decode()
    assert "BEGIN:VTIMEZONE" in text
    assert talk.guest.last_name not in text
    assert talk.guest.email not in text


def test_the_feed_asks_to_be_read_every_hour(client, talk):
    text = client.get(f"/calendar/{feed_of(talk.cast).secret}.ics").content.decode()
    lines = text.split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines


def test_whoever_adds_the_link_is_told_that_changes_take_their_time(talk, sign_in):
    assert "数時間かかることがあります" in sign_in(talk.cast).get("/calendar/").content.decode()


def test_a_cancelled_talk_says_so_with_a_higher_number(client, cast, now):
    talk = ReservationFactory(cast=cast).talk
    (before,) = events_at(client, feed_of(cast.user))
    cancel_reservation(talk, by=talk.guest, side=Side.GUEST, reason="", now=now)
    (after,) = events_at(client, feed_of(cast.user))
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["UID"] == before["UID"]


def test_long_past_talks_are_left_out(client, now):
    talk = TalkFactory(starts_at=now - timedelta(days=100))
    assert events_at(client, feed_of(talk.cast)) == []


def test_the_feed_costs_two_queries_for_any_number_of_talks(
    client, talk, django_assert_num_queries
):
    TalkFactory.create_batch(2, cast=talk.cast)
    feed = feed_of(talk.cast)
    with django_assert_num_queries(2):
        assert len(events_at(client, feed)) == 3


def test_a_new_link_ends_the_old_one(talk, sign_in):
    client = sign_in(talk.cast)
    old = feed_of(talk.cast).secret
    assert old in client.get("/calendar/").content.decode()
    client.post("/calendar/")
    assert client.get(f"/calendar/{old}.ics").status_code == 404
    assert old not in client.get("/calendar/").content.decode()


def test_nobody_else_is_shown_a_link(talk, client):
    assert client.get("/calendar/").status_code == 302
    assert client.get("/calendar/guess.ics").status_code == 404


def test_the_feed_of_somebody_who_is_no_longer_here_is_gone(client, talk):
    feed = renew_feed(talk.cast)
    talk.cast.is_active = False
    talk.cast.save(update_fields=["is_active"])
    assert client.get(f"/calendar/{feed.secret}.ics").status_code == 404


def test_a_mail_about_a_cancelled_talk_brings_the_calendar_up_to_date(cast, now, mailoutbox):
    talk = ReservationFactory(cast=cast).talk
    cancel_reservation(talk, by=talk.guest, side=Side.GUEST, reason="", now=now)
    send_queued_mail(OutgoingMail.objects.get(to=cast.user.email).pk, now=now)
    [(name, text, kind)] = mailoutbox[0].attachments
    assert (name, kind) == ("sashitalk.ics", "text/calendar; method=PUBLISH")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert event.start == talk.starts_at
