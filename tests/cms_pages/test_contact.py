from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache

from cms_pages.contact_forms import STAMPS, stamp
from cms_pages.enums import ContactTopic
from cms_pages.models import ContactMessage
from notices.models import OutgoingMail
from tests.factories import NOW, CastFactory, TalkFactory

CONTACT_PAGE_QUERIES = 4
A_MINUTE_AGO = NOW - timedelta(minutes=1)

VALID = {
    "topic": "booking",
    "reply_to": "hanako@example.com",
    "body": "予約の変更について教えてください。",
    "home_page": "",
    "stamp": stamp(A_MINUTE_AGO),
}


def shown_anew(**fields):
    """What is typed into another showing of the form."""
    return VALID | {"stamp": stamp(A_MINUTE_AGO)} | fields


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


def test_visitor_writes_to_the_office(client, page_tree):
    response = client.post("/contact/", VALID)

    message = ContactMessage.objects.get()
    assert response.status_code == 302
    assert response.url == "/contact/sent/"
    assert (message.topic, message.reply_to, message.body) == (
        ContactTopic.BOOKING,
        VALID["reply_to"],
        VALID["body"],
    )
    assert (message.user, message.talk, message.created_at) == (None, None, NOW)


def test_sender_is_shown_the_receipt_number(client, page_tree):
    html = client.post("/contact/", VALID, follow=True).content.decode()

    assert ContactMessage.objects.get().public_id in html


def test_office_is_told_and_sender_gets_an_acknowledgement(client, page_tree):
    client.post("/contact/", VALID)

    message = ContactMessage.objects.get()
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {settings.OFFICE_EMAIL, VALID["reply_to"]}
    assert f"/admin/contacts/{message.pk}/" in mails[settings.OFFICE_EMAIL].body
    assert message.public_id in mails[VALID["reply_to"]].subject


def test_acknowledgement_carries_no_words_of_the_sender(client, page_tree):
    client.post("/contact/", VALID | {"body": "お買い得です http://spam.example/"})

    mail = OutgoingMail.objects.get(to=VALID["reply_to"])
    assert "spam.example" not in mail.subject + mail.body


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("topic", "", "ご用件を選んでください。"),
        ("topic", "weather", "選択"),
        ("reply_to", "hanako@", "メールアドレスの形を確認してください"),
        ("body", "短い", "もう少し詳しくお書きください"),
        ("body", "あ" * 3001, "3,000文字以内でお書きください。"),
    ],
)
def test_refused_form_says_why_and_keeps_what_was_typed(client, page_tree, field, typed, answer):
    response = client.post("/contact/", VALID | {field: typed})
    html = response.content.decode()

    assert response.status_code == 422
    assert answer in html
    for name, value in VALID.items():
        if name not in (field, "topic", "stamp"):
            assert value in html
    assert not ContactMessage.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_program_that_fills_the_hidden_field_is_thanked_and_ignored(client, page_tree):
    response = client.post("/contact/", VALID | {"home_page": "http://spam.example/"})

    assert response.url == "/contact/sent/"
    assert not ContactMessage.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_guest_finds_the_own_address_filled_in(sign_in, guest, page_tree):
    html = sign_in(guest).get("/contact/").content.decode()

    assert f'value="{guest.email}"' in html


@pytest.mark.parametrize(
    ("age", "taken"),
    [
        (timedelta(seconds=2), False),
        (timedelta(seconds=3), True),
        (timedelta(days=1), True),
        (timedelta(days=1, seconds=1), False),
        (timedelta(seconds=-5), False),
    ],
)
def test_form_that_no_person_could_have_written_is_asked_for_once_more(
    client, page_tree, age, taken
):
    response = client.post("/contact/", VALID | {"stamp": stamp(NOW - age)})

    assert response.status_code == (302 if taken else 422)
    assert ContactMessage.objects.exists() is taken
    assert OutgoingMail.objects.exists() is taken


NAMELESS = STAMPS.sign(str(int(A_MINUTE_AGO.timestamp())))


@pytest.mark.parametrize(
    "forged",
    ["", "1763971200", stamp(A_MINUTE_AGO) + "x", NAMELESS],
    ids=["empty", "unsigned", "tampered", "nameless"],
)
def test_form_with_a_moment_of_ones_own_making_is_not_taken(client, page_tree, forged):
    response = client.post("/contact/", VALID | {"stamp": forged})

    assert "もう一度「送信する」を押してください" in response.content.decode()
    assert VALID["body"] in response.content.decode()
    assert not ContactMessage.objects.exists()


def test_pressing_again_after_a_while_sends_what_came_back(client, page_tree, clock):
    again = client.post("/contact/", VALID | {"stamp": stamp(NOW)})
    fresh = again.context["form"].fresh_stamp
    clock.shift(4)

    assert client.post("/contact/", VALID | {"stamp": fresh}).status_code == 302


def test_form_pressed_twice_is_one_message_and_the_same_thanks(client, page_tree):
    first = client.post("/contact/", VALID, follow=True)
    second = client.post("/contact/", VALID, follow=True)

    number = ContactMessage.objects.get().public_id
    assert number in first.content.decode()
    assert number in second.content.decode()
    assert OutgoingMail.objects.count() == 2


def test_new_words_on_a_form_that_the_browser_kept_are_sent_with_one_more_press(
    client, page_tree, clock
):
    client.post("/contact/", VALID)
    other = VALID | {"body": "もう一つ、別のことを教えてください。"}

    kept = client.post("/contact/", other)
    clock.shift(4)
    again = client.post("/contact/", other | {"stamp": kept.context["form"].fresh_stamp})

    assert "すでにお送りいただいています" in kept.content.decode()
    assert other["body"] in kept.content.decode()
    assert again.status_code == 302
    assert ContactMessage.objects.count() == 2


def test_same_words_from_two_forms_are_two_messages(client, page_tree):
    client.post("/contact/", VALID)
    client.post("/contact/", shown_anew())

    assert ContactMessage.objects.count() == 2


def test_talk_of_the_link_is_chosen_beforehand(sign_in, guest, page_tree):
    talk = TalkFactory(guest=guest)

    shown = sign_in(guest).get(f"/contact/?talk={talk.public_id}").content.decode()

    assert 'value="talk" selected' in shown
    assert f'value="{talk.public_id}" selected' in shown


def test_message_knows_the_account_and_the_talk_it_is_about(sign_in, guest, page_tree):
    talk = TalkFactory(guest=guest)

    sign_in(guest).post("/contact/", VALID | {"topic": "talk", "talk": talk.public_id})

    message = ContactMessage.objects.get()
    assert (message.user, message.talk) == (guest, talk)


def test_only_own_talks_of_these_weeks_can_be_chosen(sign_in, guest, page_tree):
    own = TalkFactory(guest=guest)
    of_others = TalkFactory()
    long_ago = TalkFactory(guest=guest, starts_at=NOW - timedelta(days=31))
    client = sign_in(guest)

    offered = client.get("/contact/").context["form"].fields["talk"].talks
    for talk in (of_others, long_ago):
        refused = client.post("/contact/", VALID | {"talk": talk.public_id})
        assert refused.status_code == 422

    assert set(offered) == {own.public_id}
    assert not ContactMessage.objects.exists()


def test_visitor_is_not_asked_for_a_talk(client, page_tree):
    TalkFactory()

    assert "talk" not in client.get("/contact/").context["form"].fields


@pytest.mark.parametrize("count", [1, 3])
def test_contact_page_asks_the_database_equally_often(
    sign_in, guest, page_tree, count, django_assert_num_queries
):
    for number in range(count):
        TalkFactory(guest=guest, starts_at=NOW + timedelta(hours=number + 1))
    client = sign_in(guest)
    client.get("/contact/")

    with django_assert_num_queries(CONTACT_PAGE_QUERIES):
        client.get("/contact/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_talk_of_others_does_not_exist_for_a_stranger(sign_in, guest, page_tree, method):
    talk = TalkFactory()

    strangers = [guest, CastFactory().user]

    for stranger in strangers:
        call = getattr(sign_in(stranger), method)
        assert call(f"/contact/?talk={talk.public_id}").status_code == 404
    assert not ContactMessage.objects.exists()


def test_visitor_learns_nothing_of_a_talk_and_can_still_write(client, page_tree):
    talk = TalkFactory()
    address = f"/contact/?talk={talk.public_id}"

    html = client.get(address).content.decode()
    client.post(address, VALID)

    assert str(talk.cast) not in html
    assert ContactMessage.objects.get().talk is None


@pytest.fixture
def limits(settings):
    settings.RATELIMIT_ENABLE = True
    cache.clear()
    yield
    cache.clear()


def test_one_sender_cannot_flood_the_office(client, page_tree, limits):
    for number in range(5):
        client.post("/contact/", shown_anew(reply_to=f"person{number}@example.com"))

    response = client.post("/contact/", VALID)

    assert response.status_code == 422
    assert "1時間ほどおいてから" in response.content.decode()
    assert VALID["body"] in response.content.decode()
    assert ContactMessage.objects.count() == 5


def test_many_senders_cannot_flood_one_mailbox(client, page_tree, limits):
    for number in range(5):
        client.post("/contact/", shown_anew(), REMOTE_ADDR=f"192.0.2.{number}")

    assert OutgoingMail.objects.filter(to=VALID["reply_to"]).count() == 3


def test_mistyped_forms_do_not_count_against_the_sender(client, page_tree, limits):
    for _ in range(6):
        client.post("/contact/", VALID | {"body": ""})

    assert client.post("/contact/", VALID).status_code == 302


def test_second_press_at_the_limit_is_thanked_like_the_first(client, page_tree, limits):
    for _ in range(2):
        client.post("/contact/", shown_anew())

    presses = [client.post("/contact/", VALID) for _ in range(2)]

    assert [press.status_code for press in presses] == [302, 302]


def test_a_link_may_choose_what_the_message_is_about(client, page_tree):
    form = client.get("/contact/?topic=report").context["form"]
    assert form["topic"].value() == "report"
