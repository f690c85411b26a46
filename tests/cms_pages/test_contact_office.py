"""The office's side of the contacts, in the admin."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission

from cms_pages.domain.contact import receive_contact, write_back
from cms_pages.enums import ContactStatus, ContactTopic
from cms_pages.models import ContactMessage
from notices.models import OutgoingMail
from tests.factories import NOW, GuestFactory, StaffFactory, TalkFactory

VIEW, CHANGE = "view_contactmessage", "change_contactmessage"
FORM = "6f0c6bb0-5a3c-4d1e-9a59-0d0c5ad0a001"
ANSWER = "お待たせしました。毎月15日にお振り込みします。"


def write(minutes=0, **fields):
    return receive_contact(
        **{"topic": ContactTopic.PAYOUT, "user": None, "talk": None}
        | {"reply_to": "hanako@example.com", "body": "振込の予定日を知りたいです。"}
        | fields,
        now=NOW + timedelta(minutes=minutes),
    )


@pytest.fixture
def contact(db):
    return write()


@pytest.fixture
def office(sign_in, page_tree):
    def make(*names):
        user = StaffFactory(is_superuser=False)
        names = ("access_admin", *names)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return sign_in(user)

    return make


def test_longest_wait_comes_first_and_done_ones_last(office):
    late, early, done = write(5, body="後から来ました"), write(0), write(-60)
    ContactMessage.objects.filter(pk=done.pk).update(
        status=ContactStatus.CLOSED, waiting_since=None
    )

    listing = office(VIEW).get("/admin/contacts/")

    assert list(listing.context["object_list"]) == [early, late, done]


def test_thread_shows_all_that_was_written_and_the_talk(office, page_tree):
    talk = TalkFactory()
    contact = write(talk=talk, user=talk.guest)
    write_back(contact, by=talk.guest, body="急いでいます。", now=NOW)

    html = office(VIEW, "view_talk").get(f"/admin/contacts/{contact.pk}/").content.decode()

    assert "振込の予定日を知りたいです。" in html
    assert "急いでいます。" in html
    assert f"/admin/talks/inspect/{talk.pk}/" in html
    assert "送信者から追記がありました" in html


def test_who_may_only_view_sees_no_answer_form_and_cannot_send_one(office, contact):
    client = office(VIEW)

    html = client.get(f"/admin/contacts/{contact.pk}/").content.decode()
    for move in ("answer", "close"):
        client.post(f"/admin/contacts/{contact.pk}/{move}/", {"body": ANSWER, "newest_read": 0})

    contact.refresh_from_db()
    assert "返信を送る" not in html
    assert contact.status == ContactStatus.OPEN
    assert not contact.replies.exists()


def test_who_may_not_view_sees_nothing(office, contact):
    client = office()

    assert client.get("/admin/contacts/").status_code == 302
    assert client.get(f"/admin/contacts/{contact.pk}/").status_code == 302
    assert "返信をお待ちのお問い合わせ" not in client.get("/admin/").content.decode()


def test_office_answers(office, contact):
    client = office(VIEW, CHANGE)

    response = client.post(
        f"/admin/contacts/{contact.pk}/answer/", {"body": ANSWER, "newest_read": 0}
    )

    assert response.url == f"/admin/contacts/{contact.pk}/"
    assert contact.replies.get().body == ANSWER


def test_answer_that_crossed_another_line_comes_back_with_both(office, contact):
    client = office(VIEW, CHANGE)
    write_back(contact, by=None, body="解決しました！", now=NOW)
    address = f"/admin/contacts/{contact.pk}/answer/"

    crossed = client.post(address, {"body": ANSWER, "newest_read": 0})
    again = crossed.context["form"]["newest_read"].value()
    sent = client.post(address, {"body": ANSWER, "newest_read": again})

    html = crossed.content.decode()
    assert crossed.status_code == 422
    assert "解決しました！" in html
    assert ANSWER in html
    assert sent.status_code == 302


def test_office_closes_and_get_changes_nothing(office, contact):
    client = office(VIEW, CHANGE)

    assert client.get(f"/admin/contacts/{contact.pk}/close/").status_code == 405
    client.post(f"/admin/contacts/{contact.pk}/close/")

    contact.refresh_from_db()
    assert contact.status == ContactStatus.CLOSED


def test_home_says_how_many_wait(office, contact):
    write(3)

    html = office(VIEW).get("/admin/").content.decode()

    assert "<strong>2件</strong>" in html


def test_home_says_how_long_the_first_has_waited(office, contact):
    with time_machine.travel(NOW + timedelta(hours=3, minutes=12), tick=False):
        html = office(VIEW).get("/admin/").content.decode()

    assert "いちばん長い方は 3時間12分 お待ちです。" in html


def test_answer_pressed_twice_is_sent_once(office, contact):
    client = office(VIEW, CHANGE)
    shown = client.get(f"/admin/contacts/{contact.pk}/").context["form"]
    sent = {name: shown[name].value() for name in ("form_id", "newest_read")} | {"body": ANSWER}

    presses = [client.post(f"/admin/contacts/{contact.pk}/answer/", sent) for _ in range(2)]

    assert [press.status_code for press in presses] == [302, 302]
    assert contact.replies.get().body == ANSWER
    assert OutgoingMail.objects.filter(kind="cms_pages.contact_answer").count() == 1


def test_other_answer_on_a_form_that_the_browser_kept_comes_back_to_be_read(office, contact):
    client = office(VIEW, CHANGE)
    address = f"/admin/contacts/{contact.pk}/answer/"
    sent = {"form_id": FORM, "newest_read": 0}
    client.post(address, sent | {"body": ANSWER})

    kept = client.post(address, sent | {"body": "補足いたします。"})
    shown = kept.context["form"]
    again = {name: shown[name].value() for name in ("form_id", "newest_read", "body")}
    client.post(address, again)

    assert kept.status_code == 422
    assert [reply.body for reply in contact.replies.all()] == [ANSWER, "補足いたします。"]


def test_search_finds_a_contact_once_however_many_lines_fit(office, contact):
    for _ in range(2):
        write_back(contact, by=None, body="振込はまだでしょうか。", now=NOW)
    other = write(1, body="別の件です。")
    write_back(other, by=None, body="こちらも振込です。", now=NOW)

    listing = office(VIEW).get("/admin/contacts/?q=振込")

    assert list(listing.context["object_list"]) == [contact, other]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often(office, count, django_assert_max_num_queries):
    for number in range(count):
        write(number, user=GuestFactory().user)
    client = office(VIEW)
    client.get("/admin/contacts/")

    with django_assert_max_num_queries(11):
        client.get("/admin/contacts/")


@pytest.mark.parametrize("action", ["new/", "add/", "{pk}/edit/", "{pk}/delete/"])
def test_nobody_changes_a_contact_by_hand(sign_in, staff, page_tree, contact, action):
    response = sign_in(staff).post(
        f"/admin/contacts/{action.format(pk=contact.pk)}", {"body": "書き換え"}
    )

    assert response.status_code == 404


def test_export_names_no_addresses(office, contact):
    response = office(VIEW).get("/admin/contacts/?export=csv")

    text = b"".join(response.streaming_content).decode()
    assert contact.public_id in text
    assert contact.reply_to not in text
