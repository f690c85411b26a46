from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.errors import ReportRefused
from cast_portal.domain.own_events import tell_desk
from cast_portal.enums import REPORT_MOVES, Outcome, ReportStatus
from cast_portal.models import Report, Reservation
from cast_portal.signals import report_finalised
from kernel.locking import lock_row
from kernel.moves import require_move
from talk_rooms.domain.facts import ConnectionFacts, connection_facts
from talk_rooms.domain.talks import end_talk
from talk_rooms.models import Talk


def suggested_outcome(talk: Talk) -> Outcome:
    return outcome_by(connection_facts(talk))


def outcome_by(facts: ConnectionFacts) -> Outcome:
    """What the connection facts say; two who came but never saw each other had trouble."""
    if facts.were_connected:
        return Outcome.DONE
    if facts.cast_came and not facts.guest_came:
        return Outcome.GUEST_ABSENT
    return Outcome.TROUBLE


@transaction.atomic
def file_report(
    talk: Talk,
    *,
    by: User,
    outcome: Outcome,
    rating: int | None,
    impressions: str,
    now: datetime,
) -> Report:
    """The cast's own report, once, between the end of the talk and the end of its window.

    完了 for two who were never connected is HELD for staff; anything else stands at once.
    """
    talk = lock_row(talk)
    refuse_report(talk, by=by, now=now)
    facts = connection_facts(talk)
    is_doubtful = outcome == Outcome.DONE and not facts.were_connected
    report = Report.objects.create(
        talk=talk,
        outcome=outcome,
        suggested_outcome=outcome_by(facts),
        filed_outcome=outcome,
        rating=rating,
        impressions=impressions,
        status=ReportStatus.HELD if is_doubtful else ReportStatus.FINAL,
        filed_at=now,
    )
    # The clock may be ahead of the task that closes ended talks.
    end_talk(talk, now=now)
    log(report, "cast_portal.file_report", user=by, data={"outcome": outcome})
    announce_if_final(report, now=now)
    tell_desk(talk.cast.public_id)
    return report


def refuse_report(talk: Talk, *, by: User, now: datetime) -> None:
    """Raises the reason, if any, why this cast cannot report on this talk now."""
    if talk.cast_id != by.pk:
        raise ReportRefused("not_your_talk", _("このトークの報告はできません。"))
    if talk.is_cancelled:
        raise ReportRefused("talk_cancelled", _("キャンセルされたトークのため、報告は不要です。"))
    if Report.objects.filter(talk=talk).exists():
        raise ReportRefused("already_reported", _("このトークの完了報告は送信済みです。"))
    if now < talk.ends_at:
        raise ReportRefused("too_early", _("完了報告は、トークが終了してから送信できます。"))
    if now > Reservation.objects.get(talk=talk).report_until:
        raise ReportRefused(
            "report_closed",
            _("完了報告の受付時間が終了しました。お手数ですが、事務局までご連絡ください。"),
        )


@transaction.atomic
def settle_report(talk: Talk, *, by: User, outcome: Outcome, reason: str, now: datetime) -> Report:
    """The office's decision on a held report, or on a talk that was not reported in time.

    Also on a cast's own 未実施, to confirm it: what staff have settled may be paid on.
    """
    talk = lock_row(talk)
    report = Report.objects.filter(talk=talk).first() or unfiled_report(talk, now=now)
    confirms_absence = outcome == Outcome.GUEST_ABSENT and may_confirm_absence(report)
    if not confirms_absence:
        if report.status == ReportStatus.FINAL and report.outcome == outcome:
            return report
        require_move(REPORT_MOVES, ReportStatus(report.status), ReportStatus.FINAL)
    if not reason.strip():
        raise ReportRefused("reason_needed", _("確定の理由を入力してください。"), field="reason")
    report.outcome = outcome
    report.status = ReportStatus.FINAL
    report.settled_by = by
    report.settled_at = now
    report.settled_reason = reason.strip()
    report.save()
    end_talk(talk, now=now)
    log(report, "cast_portal.settle_report", user=by, data={"outcome": outcome, "reason": reason})
    announce_if_final(report, now=now)
    tell_desk(talk.cast.public_id)
    return report


def may_confirm_absence(report: Report) -> bool:
    """A 未実施 that stands on the cast's word alone, which pays nothing (domain.md, payouts)."""
    return (
        report.status == ReportStatus.FINAL
        and report.outcome == Outcome.GUEST_ABSENT
        and report.settled_by_id is None
    )


def unfiled_report(talk: Talk, *, now: datetime) -> Report:
    """Not saved yet: the row in which staff write what the cast did not report."""
    if talk.is_cancelled:
        raise ReportRefused("talk_cancelled", _("キャンセルされたトークです。"))
    if now <= Reservation.objects.get(talk=talk).report_until:
        raise ReportRefused("cast_may_still_report", _("キャストの報告期限がまだ過ぎていません。"))
    return Report(
        talk=talk,
        suggested_outcome=suggested_outcome(talk),
        status=ReportStatus.HELD,
        filed_at=now,
    )


def announce_if_final(report: Report, *, now: datetime) -> None:
    if report.status == ReportStatus.FINAL:
        report_finalised.send(Report, report=report, now=now)
