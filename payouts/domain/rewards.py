from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Report, Reservation
from payouts.models import PayoutSettings, Reward


@transaction.atomic
def earn_reward(report: Report, *, now: datetime) -> Reward | None:
    """The reward of a talk whose outcome stands, once per talk; None when nothing is earned."""
    reservation = Reservation.objects.select_related("cast").get(talk_id=report.talk_id)
    amount = earned_yen(report, reservation)
    if amount == 0:
        return None
    reward, is_new = Reward.objects.get_or_create(
        talk_id=report.talk_id,
        defaults={"cast": reservation.cast, "amount_yen": amount, "created_at": now},
    )
    if is_new:
        log(reward, "payouts.earn_reward", user=report.settled_by, data={"amount_yen": amount})
    return reward


def earned_yen(report: Report, reservation: Reservation) -> int:
    """完了 pays in full, 未実施 the share that staff grant by settling it, トラブル nothing."""
    if report.status != ReportStatus.FINAL:
        return 0
    if report.outcome == Outcome.DONE:
        return reservation.reward_yen
    if report.outcome == Outcome.GUEST_ABSENT and report.settled_by_id:
        return reservation.reward_yen * PayoutSettings.load().absent_reward_percent // 100
    return 0
