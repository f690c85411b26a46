from functools import partial

from django.utils import timezone

from kernel.one_by_one import one_by_one
from talk_rooms.domain.call_test import purge_call_tests
from talk_rooms.domain.call_test_nudges import nudge_untested
from talk_rooms.domain.talks import end_talk
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Talk

DAY = 24 * 60
SCHEDULES: dict[str, int] = {
    "talk_rooms.tasks.close_ended_talks": 1,
    "talk_rooms.tasks.ask_for_call_tests": 1,
    "talk_rooms.tasks.forget_old_call_tests": DAY,
}


def close_ended_talks() -> None:
    now = timezone.now()
    over = Talk.objects.filter(status=TalkStatus.RESERVED, ends_at__lte=now)
    one_by_one(over, partial(end_talk, now=now))


def ask_for_call_tests() -> None:
    nudge_untested(now=timezone.now())


def forget_old_call_tests() -> None:
    purge_call_tests(now=timezone.now())
