from datetime import datetime
from typing import Any

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import User
from accounts.signals import account_left, leaving_considered, person_data_wanted
from cast_portal.models import Cast, Report
from cast_portal.signals import report_finalised
from payouts.domain.person import erase_account, hindrances_of_cast, person_data
from payouts.domain.rewards import earn_reward


def listen() -> None:
    report_finalised.connect(on_report_finalised, dispatch_uid="payouts.earn_reward")
    leaving_considered.connect(on_leaving_considered, dispatch_uid="payouts.hindrances")
    account_left.connect(on_account_left, dispatch_uid="payouts.erase_account")
    person_data_wanted.connect(on_person_data_wanted, dispatch_uid="payouts.person_data")


def on_report_finalised(*, report: Report, now: datetime, **kwargs: Any) -> None:
    earn_reward(report, now=now)


def on_leaving_considered(*, user: User, **kwargs: Any) -> list[Hindrance]:
    cast = cast_of(user)
    return hindrances_of_cast(cast) if cast else []


def on_account_left(*, user: User, **kwargs: Any) -> None:
    if cast := cast_of(user):
        erase_account(cast)


def on_person_data_wanted(*, user: User, **kwargs: Any) -> Part:
    cast = cast_of(user)
    return person_data(cast) if cast else {}


def cast_of(user: User) -> Cast | None:
    return Cast.objects.filter(user=user).first()
