import pytest

from cast_portal.domain.reports import settle_report
from cast_portal.enums import Outcome, ReportStatus
from cast_portal.signals import report_finalised
from payouts.domain.rewards import earn_reward
from payouts.models import PayoutSettings, Reward
from tests.payouts.builders import make_report

pytestmark = pytest.mark.django_db


def set_absent_share(percent):
    PayoutSettings.objects.update_or_create(pk=1, defaults={"absent_reward_percent": percent})


def test_a_talk_that_took_place_earns_what_it_was_booked_at(cast, now):
    report = make_report(cast, reward_yen=1200)
    reward = earn_reward(report, now=now)
    assert (reward.cast, reward.talk, reward.amount_yen) == (cast, report.talk, 1200)


def test_a_later_rank_does_not_change_the_reward_of_an_earlier_talk(cast, now):
    report = make_report(cast, reward_yen=600)
    cast.rank.reward_yen = 9999
    cast.rank.save()
    assert earn_reward(report, now=now).amount_yen == 600


def test_a_talk_earns_once_however_often_it_is_told(cast, now):
    report = make_report(cast)
    first, second = earn_reward(report, now=now), earn_reward(report, now=now)
    assert first == second
    assert Reward.objects.count() == 1


def test_the_fact_of_a_final_report_earns_the_reward(cast, now):
    report = make_report(cast)
    report_finalised.send(type(report), report=report, now=now)
    assert Reward.objects.get().talk == report.talk


@pytest.mark.parametrize("outcome", [Outcome.GUEST_ABSENT, Outcome.TROUBLE])
def test_no_talk_no_reward(cast, staff, now, outcome):
    settled = {"settled_by": staff, "settled_at": now, "settled_reason": "確認済み"}
    assert earn_reward(make_report(cast, outcome=outcome, **settled), now=now) is None
    assert not Reward.objects.exists()


def test_a_held_report_earns_nothing_yet(cast, now):
    assert earn_reward(make_report(cast, status=ReportStatus.HELD), now=now) is None


@pytest.mark.parametrize(("percent", "yen"), [(50, 300), (33, 198), (100, 600)])
def test_staff_may_grant_a_share_when_the_guest_did_not_come(cast, staff, now, percent, yen):
    set_absent_share(percent)
    settled = {"settled_by": staff, "settled_at": now, "settled_reason": "接続記録を確認"}
    report = make_report(cast, outcome=Outcome.GUEST_ABSENT, **settled)
    assert earn_reward(report, now=now).amount_yen == yen


def test_the_share_is_not_given_on_the_casts_word_alone(cast, now):
    set_absent_share(100)
    assert earn_reward(make_report(cast, outcome=Outcome.GUEST_ABSENT), now=now) is None


@pytest.mark.parametrize(("percent", "amounts"), [(50, [300]), (0, [])])
def test_staff_who_confirm_a_reported_absence_grant_the_share_once(
    cast, staff, now, percent, amounts
):
    set_absent_share(percent)
    talk = make_report(cast, outcome=Outcome.GUEST_ABSENT).talk
    words = {"outcome": Outcome.GUEST_ABSENT, "reason": "接続記録を確認"}
    for _ in range(2):
        settle_report(talk, by=staff, now=now, **words)
    assert list(Reward.objects.values_list("amount_yen", flat=True)) == amounts


def test_trouble_is_never_paid_even_with_a_share(cast, staff, now):
    set_absent_share(100)
    settled = {"settled_by": staff, "settled_at": now, "settled_reason": "確認済み"}
    report = make_report(cast, outcome=Outcome.TROUBLE, **settled)
    assert earn_reward(report, now=now) is None
