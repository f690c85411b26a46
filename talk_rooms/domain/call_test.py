"""Call tests and the talks that they count for (docs/decisions/0012)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from msgspec import to_builtins

from accounts.domain.presence import refuse_gone
from accounts.models import User
from kernel.changes import tell_changed
from kernel.locking import lock_row
from talk_rooms.domain.call_paths import PathResult
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.messages import messages_group
from talk_rooms.enums import Browser, CallTestVerdict, System, TalkStatus
from talk_rooms.models import CallTest, Talk

COUNTS_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=90)
MAX_PER_HOUR = 30
# (talk, person), by their keys.
Found = dict[tuple[int, int], CallTest]


@transaction.atomic
def record_call_test(
    user: User,
    *,
    talk: Talk | None,
    verdict: CallTestVerdict,
    browser: Browser,
    system: System,
    paths: Sequence[PathResult],
    now: datetime,
) -> CallTest:
    """Whoever follows a talk that the test counts for is told.

    Refuses `too_many_call_tests` and `person_gone`.
    """
    user = lock_row(user)
    refuse_gone(user)
    refuse_flood(user, now)
    test = CallTest.objects.create(
        user=user,
        talk=talk,
        verdict=verdict,
        browser=browser,
        system=system,
        paths=to_builtins(paths),
        tested_at=now,
    )
    for one in talks_it_counts_for(test):
        tell_changed(messages_group(one))
    return test


def refuse_flood(user: User, now: datetime) -> None:
    hour_ago = now - timedelta(hours=1)
    if user.call_tests.filter(tested_at__gt=hour_ago).count() >= MAX_PER_HOUR:
        raise TalkRefused(
            "too_many_call_tests",
            _("テストの回数が多いため、結果を記録できませんでした。時間をおいてお試しください。"),
        )


def talks_it_counts_for(test: CallTest) -> Collection[Talk]:
    coming = Q(starts_at__lte=test.tested_at + COUNTS_FOR, ends_at__gt=test.tested_at)
    mine = Talk.objects.filter(Q(cast=test.user) | Q(guest=test.user))
    return mine.filter(coming | Q(pk=test.talk_id), status=TalkStatus.RESERVED)


def call_tests_of(talks: Collection[Talk]) -> Found:
    """Of each talk and person the latest test that counts, if any; one query for all."""
    if not talks:
        return {}
    talks_of: dict[int, list[Talk]] = defaultdict(list)
    for talk in talks:
        for user_id in (talk.cast_id, talk.guest_id):
            talks_of[user_id].append(talk)
    earliest = min(talk.starts_at for talk in talks) - COUNTS_FOR
    recent = Q(tested_at__gte=earliest) | Q(talk__in=talks)
    tests = CallTest.objects.filter(recent, user__in=talks_of)
    return {
        (talk.pk, test.user_id): test
        for test in tests
        for talk in talks_of[test.user_id]
        if counts_for(test, talk)
    }


def counts_for(test: CallTest, talk: Talk) -> bool:
    is_recent = test.tested_at >= talk.starts_at - COUNTS_FOR
    return test.tested_at < talk.ends_at and (is_recent or test.talk_id == talk.pk)


def purge_call_tests(*, now: datetime) -> int:
    count, _per_model = CallTest.objects.filter(tested_at__lt=now - KEPT_FOR).delete()
    return count
