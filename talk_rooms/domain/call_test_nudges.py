from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from accounts.models import User
from kernel.dates import day_and_time
from kernel.links import absolute_reverse
from notices.domain.mail import queue_mails
from talk_rooms.call_test_words import missing_in_words
from talk_rooms.domain.access import other_person
from talk_rooms.domain.call_test import call_tests_of
from talk_rooms.enums import TalkStatus
from talk_rooms.mails import CALL_TEST_MISSING
from talk_rooms.models import CallTest, Talk

# Minutes before the start.
NUDGES = (10, 15)
# Nobody is sent away to a test who would be late for the talk.
TEST_TAKES = timedelta(minutes=2)
Letter = tuple[str, Mapping[str, object], str]


def nudge_untested(*, now: datetime) -> None:
    """One mail per talk, person and nudge to whoever has no test that let them through."""
    nearest = timedelta(minutes=max(NUDGES))
    soon = Talk.objects.filter(
        status=TalkStatus.RESERVED, starts_at__gt=now, starts_at__lte=now + nearest
    )
    talks = list(soon.select_related("cast", "guest"))
    if talks:
        queue_mails(CALL_TEST_MISSING, nudges_for(talks, now))


def nudges_for(talks: list[Talk], now: datetime) -> Iterator[Letter]:
    tests = call_tests_of(talks)
    for talk in talks:
        for user in (talk.cast, talk.guest):
            test = tests.get((talk.pk, user.pk))
            if not has_passed(test):
                yield nudge(talk, user, test, now)


def has_passed(test: CallTest | None) -> bool:
    return test is not None and test.is_passed


def needs_nudge(talk: Talk, test: CallTest | None, *, now: datetime) -> bool:
    """Whether the page should insist, too."""
    is_time = insists_from(talk) <= now < talk.starts_at - TEST_TAKES
    return is_time and not has_passed(test)


def insists_from(talk: Talk) -> datetime:
    return talk.starts_at - timedelta(minutes=max(NUDGES))


def nudge(talk: Talk, user: User, test: CallTest | None, now: datetime) -> Letter:
    left = talk.starts_at - now
    which = next(minutes for minutes in NUDGES if left <= timedelta(minutes=minutes))
    values = {
        "name": str(user),
        "peer": str(other_person(talk, user)),
        "starts_at": day_and_time(talk.starts_at),
        "reason": missing_in_words(test),
        "link": absolute_reverse("talk_rooms:talk_call_test", talk.public_id),
    }
    return user.email, values, f"talk_rooms.call_test:{talk.public_id}:{user.pk}:{which}"
