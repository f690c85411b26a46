from datetime import datetime
from typing import Any

from cast_portal.models import Report
from cast_portal.signals import report_finalised
from payouts.domain.rewards import earn_reward


def listen() -> None:
    report_finalised.connect(on_report_finalised, dispatch_uid="payouts.earn_reward")


def on_report_finalised(*, report: Report, now: datetime, **kwargs: Any) -> None:
    earn_reward(report, now=now)
