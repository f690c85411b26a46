"""What this app does when the talk rooms tell it a fact."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from cast_portal.domain.stages import stage_of
from cast_portal.enums import Stage
from cast_portal.mails.reports import mail_report_due
from cast_portal.models import Reservation
from talk_rooms.models import Talk
from talk_rooms.signals import talk_ended


@receiver(talk_ended)
def ask_for_report(sender: type[Talk], talk: Talk, now: datetime, **kwargs: Any) -> None:
    """Unless the report is there already, or the talk was closed too late to ask for one."""
    reservations = Reservation.objects.select_related("talk__cast", "talk__guest", "talk__report")
    reservation = reservations.filter(talk=talk).first()
    if reservation and stage_of(reservation, now=now) == Stage.REPORT_DUE:
        mail_report_due(reservation)
