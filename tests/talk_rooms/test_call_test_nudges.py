from datetime import timedelta

import pytest

from notices.models import OutgoingMail
from talk_rooms.domain.call_test_nudges import nudge_untested
from talk_rooms.domain.talks import cancel_talk
from talk_rooms.enums import CallTestVerdict, Side
from talk_rooms.tasks import ask_for_call_tests, forget_old_call_tests
from tests.factories import NOW, TalkFactory
from tests.talk_rooms.test_call_test import make_test

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(db):
    return TalkFactory(starts_at=NOW + 60 * MINUTE)


def mailed():
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def test_each_side_is_asked_twice_and_not_before_or_after(talk):
    both = sorted([talk.cast.email, talk.guest.email])
    for minutes, times in ((15.1, 0), (15, 1), (14, 1), (10.1, 1), (10, 2), (1, 2), (0, 2)):
        nudge_untested(now=talk.starts_at - minutes * MINUTE)
        assert mailed() == sorted(both * times), minutes


def test_a_task_that_runs_twice_asks_once(talk, time_machine):
    time_machine.move_to(talk.starts_at - 12 * MINUTE, tick=False)
    ask_for_call_tests()
    ask_for_call_tests()
    assert len(mailed()) == 2


def test_a_task_that_was_away_asks_once_and_in_time(talk):
    nudge_untested(now=talk.starts_at - 3 * MINUTE)
    assert len(mailed()) == 2


def test_nobody_is_asked_once_the_talk_has_begun(talk):
    nudge_untested(now=talk.starts_at)
    nudge_untested(now=talk.starts_at + MINUTE)
    assert mailed() == []


def test_the_mail_names_the_other_side_the_time_and_the_page(talk):
    nudge_untested(now=talk.starts_at - 15 * MINUTE)
    mail = OutgoingMail.objects.get(to=talk.guest.email)
    for words in (
        f"{talk.guest} 様",
        f"{talk.cast}さん",
        "11月24日(火) 20:00",
        f"http://testserver/talks/{talk.public_id}/call-test/",
    ):
        assert words in mail.body
    assert talk.cast.last_name not in mail.body


@pytest.mark.parametrize("verdict", [CallTestVerdict.OK, CallTestVerdict.CAUTION])
def test_whoever_has_passed_is_left_alone(talk, verdict):
    make_test(talk.cast, NOW, verdict=verdict)
    nudge_untested(now=talk.starts_at - 15 * MINUTE)
    assert mailed() == [talk.guest.email]


def test_whoever_failed_is_asked_in_words_that_are_true(talk):
    make_test(talk.cast, NOW, verdict=CallTestVerdict.BAD)
    nudge_untested(now=talk.starts_at - 15 * MINUTE)
    failed, untested = (
        OutgoingMail.objects.get(to=user.email).body for user in (talk.cast, talk.guest)
    )
    assert "前回の通話テストの結果が「通話不可」でした。" in failed
    assert "まだお済みでない" not in failed
    assert "まだお済みでない" in untested


def test_a_test_between_the_two_mails_spares_the_second(talk):
    nudge_untested(now=talk.starts_at - 15 * MINUTE)
    make_test(talk.cast, talk.starts_at - 13 * MINUTE)
    nudge_untested(now=talk.starts_at - 10 * MINUTE)
    assert mailed().count(talk.cast.email) == 1
    assert mailed().count(talk.guest.email) == 2


def test_a_cancelled_talk_asks_nobody(talk):
    cancel_talk(talk, by=talk.cast, side=Side.CAST, reason="急用", now=NOW)
    nudge_untested(now=talk.starts_at - 15 * MINUTE)
    assert mailed() == []


@pytest.mark.parametrize("count", [1, 3])
def test_asking_costs_the_same_queries_for_any_number(count, django_assert_num_queries):
    TalkFactory.create_batch(count, starts_at=NOW + 10 * MINUTE)
    # Talks, tests, the wording, the mails.
    with django_assert_num_queries(4):
        nudge_untested(now=NOW)
    assert len(mailed()) == 2 * count


def test_the_daily_task_forgets_old_tests(guest, time_machine):
    make_test(guest, NOW)
    time_machine.move_to(NOW + timedelta(days=91), tick=False)
    forget_old_call_tests()
    assert not guest.call_tests.exists()
