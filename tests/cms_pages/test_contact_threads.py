"""What follows a message to the office: answers, what the sender writes back, the end."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction

from cms_pages.domain.contact import (
    answer_contact,
    close_contact,
    receive_contact,
    write_back,
)
from cms_pages.domain.contact_access import thread_link
from cms_pages.domain.errors import ContactRefused
from cms_pages.enums import ContactStatus, ContactTopic
from cms_pages.models import ContactMessage, ContactReply
from notices.models import OutgoingMail
from tests.factories import NOW, CastFactory, GuestFactory

FORM = "6f0c6bb0-5a3c-4d1e-9a59-0d0c5ad0a001"
LATER = NOW + timedelta(hours=2)


def write(user=None, reply_to="hanako@example.com"):
    return receive_contact(
        topic=ContactTopic.PAYOUT,
        reply_to=reply_to,
        body="振込の予定日を知りたいです。",
        user=user,
        talk=None,
        now=NOW,
    )


@pytest.fixture
def contact(db):
    return write()


def path_of(contact):
    return thread_link(contact).removeprefix(settings.SITE_URL)


def answer(contact, staff, body="毎月15日にお振り込みします。", newest_read=0):
    return answer_contact(contact, by=staff, body=body, newest_read=newest_read, now=LATER)


def test_new_contact_waits_for_the_office(contact):
    assert (contact.status, contact.waiting_since) == (ContactStatus.OPEN, NOW)


def test_answer_is_mailed_with_the_link_to_the_thread(contact, staff):
    answer(contact, staff)

    mail = OutgoingMail.objects.get(kind="cms_pages.contact_answer")
    contact.refresh_from_db()
    assert mail.to == contact.reply_to
    assert "毎月15日にお振り込みします。" in mail.body
    assert thread_link(contact) in mail.body
    assert (contact.status, contact.waiting_since) == (ContactStatus.ANSWERED, None)


def test_second_of_two_who_answer_at_once_is_told(contact, staff):
    first = answer(contact, staff)

    with pytest.raises(ContactRefused) as refused:
        answer(contact, staff, body="こちらでもお答えします。")
    answer(contact, staff, body="補足します。", newest_read=first.pk)

    assert refused.value.code == "answered_meanwhile"
    assert [reply.body for reply in contact.replies.all()] == [
        "毎月15日にお振り込みします。",
        "補足します。",
    ]


def test_writing_back_makes_the_contact_wait_again_and_tells_the_office(contact, staff):
    answer(contact, staff)

    write_back(contact, by=None, body="ありがとうございます。もう一点あります。", now=LATER)

    contact.refresh_from_db()
    assert (contact.status, contact.waiting_since) == (ContactStatus.OPEN, LATER)
    mail = OutgoingMail.objects.get(kind="cms_pages.contact_written_back")
    assert (mail.to, "もう一点" in mail.body) == (settings.OFFICE_EMAIL, False)


def test_second_line_of_the_sender_does_not_move_the_waiting_back(contact):
    write_back(contact, by=None, body="書き忘れました。", now=LATER)

    contact.refresh_from_db()
    assert contact.waiting_since == NOW


def test_closing_ends_the_waiting_and_again_changes_nothing(contact, staff):
    close_contact(contact, by=staff)
    close_contact(contact, by=staff)

    contact.refresh_from_db()
    assert (contact.status, contact.waiting_since) == (ContactStatus.CLOSED, None)


def test_closed_contact_opens_when_the_sender_writes_and_can_be_answered(contact, staff):
    close_contact(contact, by=staff)
    line = write_back(contact, by=None, body="まだ困っています。", now=LATER)
    answer(contact, staff, newest_read=line.pk)

    contact.refresh_from_db()
    assert contact.status == ContactStatus.ANSWERED


def test_line_pressed_twice_is_written_once_and_the_office_told_once(client, contact, page_tree):
    shown = client.get(path_of(contact)).context["form"]
    sent = {"form_id": shown["form_id"].value(), "body": "承知しました。"}

    presses = [client.post(path_of(contact), sent) for _ in range(2)]

    assert [press.status_code for press in presses] == [302, 302]
    assert contact.replies.get().body == "承知しました。"
    assert OutgoingMail.objects.filter(kind="cms_pages.contact_written_back").count() == 1


def test_new_line_on_a_form_that_the_browser_kept_is_sent_with_one_more_press(
    client, contact, page_tree
):
    client.post(path_of(contact), {"form_id": FORM, "body": "承知しました。"})

    kept = client.post(path_of(contact), {"form_id": FORM, "body": "もう一点あります。"})
    shown = kept.context["form"]
    client.post(path_of(contact), {name: shown[name].value() for name in ("form_id", "body")})

    assert "すでにお送りいただいています" in kept.content.decode()
    lines = [reply.body for reply in contact.replies.all()]
    assert lines == ["承知しました。", "もう一点あります。"]


def test_form_of_one_thread_says_nothing_about_another(client, contact, page_tree):
    other = write()

    for thread in (contact, other):
        client.post(path_of(thread), {"form_id": FORM, "body": "承知しました。"})

    assert contact.replies.count() == other.replies.count() == 1


@pytest.mark.parametrize("odd", [{}, {"form_id": ""}, {"form_id": "x"}])
def test_line_of_a_form_without_a_name_is_not_lost(client, contact, page_tree, odd):
    client.post(path_of(contact), odd | {"body": "承知しました。"})

    assert contact.replies.count() == 1


@pytest.mark.parametrize(
    ("status", "waiting_since"), [(ContactStatus.OPEN, None), (ContactStatus.CLOSED, NOW)]
)
def test_database_knows_who_waits(contact, status, waiting_since):
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactMessage.objects.update(status=status, waiting_since=waiting_since)


def test_sender_without_account_reads_the_thread_and_writes_back(client, contact, staff, page_tree):
    answer(contact, staff)

    page = client.get(path_of(contact))
    sent = client.post(path_of(contact), {"body": "承知しました。ありがとうございます。"})

    html = page.content.decode()
    assert "振込の予定日を知りたいです。" in html
    assert "毎月15日にお振り込みします。" in html
    assert "no-store" in page["Cache-Control"]
    assert 'name="robots" content="noindex"' in html
    assert (sent.status_code, sent.url) == (302, path_of(contact))
    assert contact.replies.last().body == "承知しました。ありがとうございます。"


def test_thread_shows_neither_the_whole_address_nor_who_answered(client, contact, page_tree):
    answer(contact, CastFactory().user)

    html = client.get(path_of(contact)).content.decode()

    assert contact.reply_to not in html
    assert "h•••@example.com" in html
    assert str(contact.replies.get().author) not in html


def test_link_with_another_signature_does_not_exist(client, contact, page_tree):
    other = write(reply_to="taro@example.com")
    signature = path_of(other).rstrip("/").rpartition("/")[2]

    for wrong in (signature, "x"):
        address = f"/contact/{contact.public_id}/{wrong}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"body": "のぞき見"}).status_code == 404
    assert not ContactReply.objects.exists()


def test_address_of_a_thread_names_nobody(contact):
    assert "hanako" not in thread_link(contact)


def test_empty_line_is_refused_in_words(client, contact, page_tree):
    response = client.post(path_of(contact), {"body": " "})

    assert response.status_code == 422
    assert "本文を入力してください。" in response.content.decode()


def test_own_thread_opens_without_the_link(sign_in, guest, page_tree):
    contact = write(user=guest)
    client = sign_in(guest)

    page = client.get(f"/contact/{contact.public_id}/")
    client.post(f"/contact/{contact.public_id}/", {"body": "追加のご連絡です。"})

    assert page.status_code == 200
    assert contact.replies.get().author == guest


@pytest.mark.parametrize("person", ["other_guest", "cast", "staff"])
def test_thread_of_somebody_else_does_not_exist(sign_in, guest, cast, staff, page_tree, person):
    contact = write(user=guest)
    user = {"other_guest": GuestFactory().user, "cast": cast.user, "staff": staff}[person]

    assert sign_in(user).get(f"/contact/{contact.public_id}/").status_code == 404


def test_visitor_is_asked_to_sign_in_for_an_own_thread(client, guest, page_tree):
    contact = write(user=guest)

    response = client.get(f"/contact/{contact.public_id}/")

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_contact_page_lists_own_contacts_only(sign_in, guest, page_tree):
    own, of_others = write(user=guest), write()

    html = sign_in(guest).get("/contact/").content.decode()

    assert f"/contact/{own.public_id}/" in html
    assert of_others.public_id not in html


@pytest.mark.parametrize("count", [1, 3])
def test_thread_asks_the_database_equally_often(
    client, contact, page_tree, count, django_assert_num_queries
):
    for _ in range(count):
        write_back(contact, by=None, body="追記です。", now=LATER)
    client.get(path_of(contact))

    with django_assert_num_queries(2):
        client.get(path_of(contact))


def test_nobody_floods_the_office_through_one_thread(client, contact, page_tree, settings):
    settings.RATELIMIT_ENABLE = True
    cache.clear()
    for _ in range(10):
        client.post(path_of(contact), {"body": "追記です。"})

    response = client.post(path_of(contact), {"body": "まだまだあります。"})
    cache.clear()

    assert response.status_code == 422
    assert "まだまだあります。" in response.content.decode()
    assert contact.replies.count() == 10


def test_second_press_at_the_limit_is_taken_like_the_first(client, contact, page_tree, settings):
    settings.RATELIMIT_ENABLE = True
    cache.clear()
    for _ in range(9):
        client.post(path_of(contact), {"body": "追記です。"})

    sent = {"form_id": FORM, "body": "これで十通目です。"}
    presses = [client.post(path_of(contact), sent) for _ in range(2)]
    cache.clear()

    assert [press.status_code for press in presses] == [302, 302]
