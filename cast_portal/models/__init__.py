from cast_portal.models.application import CastApplication, IdentityDocument
from cast_portal.models.cast import Cast, CastPicture
from cast_portal.models.catalogue import Category, Rank
from cast_portal.models.closed_day import ClosedDay
from cast_portal.models.draft import EntryDraft
from cast_portal.models.invitation import RankInvitation
from cast_portal.models.memo import Memo
from cast_portal.models.report import Report
from cast_portal.models.schedule import Reservation, Slot, WeekTemplate
from cast_portal.models.screening import ScreeningNote, ScreeningReason, ScreeningTask
from cast_portal.models.settings import CastPortalSettings

__all__ = [
    "Cast",
    "CastApplication",
    "CastPicture",
    "CastPortalSettings",
    "Category",
    "ClosedDay",
    "EntryDraft",
    "IdentityDocument",
    "Memo",
    "Rank",
    "RankInvitation",
    "Report",
    "Reservation",
    "ScreeningNote",
    "ScreeningReason",
    "ScreeningTask",
    "Slot",
    "WeekTemplate",
]
