from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cast_portal.enums import ReportStatus, Stage
from cast_portal.models import Report, Reservation
from talk_rooms.models import Talk


@dataclass(frozen=True)
class Row:
    """One line of a list of talks."""

    reservation: Reservation
    stage: Stage

    @property
    def talk(self) -> Talk:
        return self.reservation.talk

    @property
    def guest(self) -> User:
        return self.reservation.talk.guest


def rows_of(reservations: Iterable[Reservation], *, now: datetime) -> list[Row]:
    return [Row(one, stage_of(one, now=now)) for one in reservations]


def report_of(talk: Talk) -> Report | None:
    return getattr(talk, "report", None)


def stage_of(reservation: Reservation, *, now: datetime) -> Stage:
    talk = reservation.talk
    if talk.is_cancelled:
        return Stage.CANCELLED
    if report := report_of(talk):
        return Stage.HELD if report.status == ReportStatus.HELD else Stage.FINAL
    if now < talk.starts_at:
        return Stage.UPCOMING
    if now < talk.ends_at:
        return Stage.RUNNING
    return Stage.REPORT_DUE if now <= reservation.report_until else Stage.UNREPORTED
