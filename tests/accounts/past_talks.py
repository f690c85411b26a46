from datetime import timedelta

from cast_portal.enums import Outcome, ReportStatus
from cast_portal.models import Report
from tests.factories import NOW, ReservationFactory, attend

AGO = NOW - timedelta(days=2)


def over(**fields):
    """A talk of two days ago whose report is in."""
    reservation = ReservationFactory(talk__starts_at=AGO, **fields)
    done = {"outcome": Outcome.DONE, "suggested_outcome": Outcome.DONE, "filed_at": AGO}
    Report.objects.create(talk=reservation.talk, status=ReportStatus.FINAL, **done)
    return attend(reservation.talk)
