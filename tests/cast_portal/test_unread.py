"""Where both sides see that a message waits for them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talk_rooms.domain.messages import read_messages, send_message
from tests.factories import ReservationFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
OF_CAST = ["/cast/", "/cast/today/", "/cast/talks/"]
OF_GUEST = ["/guest/", "/guest/talks/"]


@pytest.fixture(autouse=True)
def the_clock_stands(now):
    with time_machine.travel(now, tick=False):
        yield


def reserve(cast, guest, minutes, now):
    starts_at = now + minutes * MINUTE
    talk = {"talk__starts_at": starts_at, "talk__ends_at": starts_at + 3 * MINUTE}
    return ReservationFactory(cast=cast, talk__guest=guest, **talk).talk


@pytest.fixture
def talk(cast, guest, now):
    return reserve(cast, guest, 60, now)


@pytest.fixture
def write(talk, now):
    def say(sender):
        return send_message(talk, sender=sender, body="楽しみです", now=now)

    return say


@pytest.mark.parametrize(
    ("side", "url"), [("cast", url) for url in OF_CAST] + [("guest", url) for url in OF_GUEST]
)
def test_a_page_names_the_messages_that_wait_for_its_reader(talk, write, sign_in, now, side, url):
    reader, other = (talk.cast, talk.guest) if side == "cast" else (talk.guest, talk.cast)
    client = sign_in(reader)

    def unread():
        return client.get(url).content.decode()

    write(reader)
    assert "未読メッセージ" not in unread()
    write(other)
    page = unread()
    assert "未読メッセージ1件" in page
    assert f'href="/talks/{talk.public_id}/messages/"' in page
    write(other)
    assert "未読メッセージ2件" in unread()
    read_messages(talk, reader=reader, now=now)
    assert "未読メッセージ" not in unread()


@pytest.mark.parametrize("minutes", [-1, -60])
def test_a_talk_under_way_or_over_names_them_too(cast, guest, sign_in, now, minutes):
    talk = reserve(cast, guest, minutes, now)
    send_message(talk, sender=guest, body="遅れます", now=talk.starts_at)
    pages = {-1: ["/cast/today/", "/cast/"], -60: ["/cast/talks/?show=past"]}[minutes]
    for url in pages:
        assert "未読メッセージ1件" in sign_in(cast.user).get(url).content.decode()


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.mark.parametrize("url", [*OF_CAST, *OF_GUEST])
def test_four_talks_with_messages_cost_no_more_than_two(cast, guest, sign_in, now, url):
    reader, sender = (cast.user, guest) if url in OF_CAST else (guest, cast.user)
    client = sign_in(reader)

    def with_message(minutes):
        talk = reserve(cast, guest, minutes, now)
        send_message(talk, sender=sender, body="楽しみです", now=now)

    for minutes in (60, 70):
        with_message(minutes)
    client.get(url)
    two = queries_of(client, url)
    for minutes in (80, 90):
        with_message(minutes)
    assert queries_of(client, url) == two


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_what_a_window_fetches_to_stay_up_to_date_has_shown_nobody_the_messages(
    talk, write, sign_in, side
):
    reader, other = (talk.cast, talk.guest) if side == "cast" else (talk.guest, talk.cast)
    client, message = sign_in(reader), write(other)
    client.get(f"/{side}/talks/{talk.public_id}/", headers={"X-Purpose": "refresh"})
    message.refresh_from_db()
    assert message.read_at is None
    client.get(f"/{side}/talks/{talk.public_id}/")
    message.refresh_from_db()
    assert message.read_at
