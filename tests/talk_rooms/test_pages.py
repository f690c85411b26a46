import json
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from accounts.enums import Role
from cast_portal.domain.pictures import add_picture
from notices.models import OutgoingMail
from talk_rooms.domain.messages import send_message
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Message
from tests.factories import CastFactory, TalkFactory, UserFactory
from tests.images import draw_portrait

pytestmark = pytest.mark.django_db
VIEWS = ["room", "messages"]
# Session, user, talk, marking as read, messages.
QUERIES = 7


@pytest.fixture
def talk(db):
    return TalkFactory()


@pytest.fixture
def clock(time_machine):
    def move(moment):
        time_machine.move_to(moment, tick=False)

    return move


def address(talk, view="messages"):
    return f"/talks/{talk.public_id}/{view}/"


def data_in(page, name):
    text = page.content.decode().split(f'<script id="{name}" type="application/json">')[1]
    return json.loads(text.split("</script>")[0])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("side", ["cast", "guest"])
def test_both_people_of_a_talk_see_its_pages(talk, sign_in, view, side):
    page = sign_in(getattr(talk, side)).get(address(talk, view))
    assert page.status_code == 200
    assert page.headers["Cache-Control"].count("no-store")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("role", [Role.CAST, Role.GUEST, Role.STAFF])
def test_to_anybody_else_the_talk_does_not_exist(talk, sign_in, view, role):
    stranger = UserFactory(role=role)
    assert sign_in(stranger).get(address(talk, view)).status_code == 404
    assert sign_in(stranger).get(address(TalkFactory.build(), view)).status_code == 404


@pytest.mark.parametrize("view", VIEWS)
def test_a_visitor_is_asked_to_sign_in(talk, client, view):
    page = client.get(address(talk, view))
    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/?next=/talks/")


def test_a_stranger_cannot_write(talk, sign_in):
    page = sign_in(UserFactory()).post(address(talk), {"body": "こんにちは"})
    assert page.status_code == 404
    assert not Message.objects.exists()


def test_the_room_gives_the_script_clock_phases_and_words(talk, sign_in, clock):
    clock(talk.starts_at)
    page = sign_in(talk.guest).get(address(talk, "room"))
    config = data_in(page, "room-config")
    assert config["now"] == config["instants"]["preparation"]
    assert config["socket"] == f"/ws/talks/{talk.public_id}/"
    words = data_in(page, "room-words")
    assert words["timers"]["talk"] == "残り時間"
    assert str(talk.cast) in words["presence"]["waiting"]
    assert 'data-phase="preparation"' in page.content.decode()


def test_the_room_never_shows_a_legal_name(talk, sign_in):
    page = sign_in(talk.guest).get(address(talk, "room")).content.decode()
    assert talk.cast.public_name in page
    assert talk.cast.last_name not in page


def test_the_guest_sees_the_casts_picture(sign_in):
    cast = CastFactory()
    address_of_picture = add_picture(cast, source=draw_portrait()).small.url
    talk = TalkFactory(cast=cast.user)
    page = sign_in(talk.guest).get(address(talk, "room")).content.decode()
    assert f'src="{address_of_picture}"' in page
    assert address_of_picture not in sign_in(cast.user).get(address(talk, "room")).content.decode()


@pytest.mark.parametrize(
    ("side", "link"), [("cast", "/cast/talks/{}/report/"), ("guest", "/guest/talks/{}/")]
)
def test_the_room_leads_on_to_the_page_of_each_side(talk, sign_in, side, link):
    page = sign_in(getattr(talk, side)).get(address(talk, "room")).content.decode()
    assert link.format(talk.public_id) in page
    assert f"/contact/?talk={talk.public_id}" in page
    assert ("ゲストが来ない" in page) is (side == "cast")


def test_the_room_has_no_inline_script(talk, sign_in):
    page = sign_in(talk.cast).get(address(talk, "room"))
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert " onclick" not in page.content.decode()
    assert " style=" not in page.content.decode()


def test_a_message_is_sent_and_leads_back_to_where_it_was_written(talk, sign_in, clock, now):
    clock(now)
    form = {"body": "楽しみにしています。", "next": f"/guest/talks/{talk.public_id}/"}
    page = sign_in(talk.guest).post(address(talk), form)
    assert (page.status_code, page["Location"]) == (302, form["next"])
    assert Message.objects.get().body == "楽しみにしています。"


@pytest.mark.parametrize("target", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_a_message_never_leads_off_the_site(talk, sign_in, clock, now, target):
    clock(now)
    page = sign_in(talk.guest).post(address(talk), {"body": "はい", "next": target})
    assert page["Location"] == address(talk)


@pytest.mark.parametrize(
    ("body", "words"),
    [("  ", "メッセージを入力してください。"), ("あ" * 1001, "1000文字以内で入力してください。")],
)
def test_a_bad_message_is_answered_beside_its_field(talk, sign_in, clock, now, body, words):
    clock(now)
    page = sign_in(talk.guest).post(address(talk), {"body": body})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert body.strip() in page.content.decode()


def test_a_message_after_the_end_is_refused_in_words(talk, sign_in, clock):
    clock(talk.ends_at)
    page = sign_in(talk.guest).post(address(talk), {"body": "ありがとう"})
    assert page.status_code == 422
    assert "受付を終了しました" in page.content.decode()


def test_only_who_can_still_write_is_invited_to(talk, sign_in, now, clock):
    clock(now)
    assert "ひとことご挨拶" in sign_in(talk.guest).get(address(talk)).content.decode()
    clock(talk.ends_at)
    page = sign_in(talk.guest).get(address(talk)).content.decode()
    assert "ひとことご挨拶" not in page
    assert "このトークでのメッセージはありません" in page


def test_messages_are_escaped_and_marked_as_read_when_shown(talk, sign_in, now, clock):
    clock(now)
    message = Message.objects.create(talk=talk, sender=talk.cast, body="<b>太字</b>", sent_at=now)
    page = sign_in(talk.guest).get(address(talk)).content.decode()
    assert "&lt;b&gt;太字&lt;/b&gt;" in page
    message.refresh_from_db()
    assert message.read_at == now
    assert "既読" in sign_in(talk.cast).get(address(talk)).content.decode()


def test_a_window_that_only_stays_up_to_date_reads_no_messages(talk, sign_in, now, clock):
    clock(now)
    message = send_message(talk, sender=talk.cast, body="よろしくお願いします", now=now)
    sign_in(talk.guest).get(address(talk), headers={"X-Purpose": "refresh"})
    message.refresh_from_db()
    assert message.read_at is None
    assert OutgoingMail.objects.filter(to=talk.guest.email).exists()


def test_in_the_room_the_script_tells_what_was_seen_beside_the_picture(talk, sign_in, now, clock):
    clock(now)
    message = send_message(talk, sender=talk.cast, body="よろしくお願いします", now=now)
    pages = {
        user: sign_in(user).get(f"/talks/{talk.public_id}/room/").content.decode()
        for user in (talk.guest, talk.cast)
    }
    assert "data-unread" in pages[talk.guest]
    assert "data-unread" not in pages[talk.cast]
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_messages_cost_the_same_queries_for_any_number(
    talk, sign_in, now, count, django_assert_num_queries
):
    for _ in range(count):
        Message.objects.create(talk=talk, sender=talk.cast, body="はい", sent_at=now)
    client = sign_in(talk.guest)
    client.get(address(talk))
    with django_assert_num_queries(QUERIES):
        client.get(address(talk))


def room_button(talk):
    request = RequestFactory().get("/")
    template = Template("{% load talk_tags %}{% room_button talk %}")
    return template.render(Context({"talk": talk, "request": request}))


def test_the_way_into_the_room_opens_with_the_room(talk, clock):
    href = f'href="/talks/{talk.public_id}/room/"'
    clock(talk.opens_at - timedelta(seconds=1))
    assert f" {href}" not in room_button(talk)
    assert f"data-{href}" in room_button(talk)
    assert "入室は" in room_button(talk)
    clock(talk.opens_at)
    assert f" {href}" in room_button(talk)
    clock(talk.ends_at)
    assert "トークは終了しました" in room_button(talk)


def test_there_is_no_way_into_a_cancelled_talk(now, clock):
    talk = TalkFactory(status=TalkStatus.CANCELLED, cancelled_at=now)
    clock(talk.starts_at)
    assert "href" not in room_button(talk)
