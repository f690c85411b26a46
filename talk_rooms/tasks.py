from functools import partial

from django.utils import timezone

from kernel.one_by_one import one_by_one
from talk_rooms.domain.talks import end_talk
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Talk

SCHEDULES: dict[str, int] = {"talk_rooms.tasks.close_ended_talks": 1}


def close_ended_talks() -> None:
    now = timezone.now()
    over = Talk.objects.filter(status=TalkStatus.RESERVED, ends_at__lte=now)
    one_by_one(over, partial(end_talk, now=now))
