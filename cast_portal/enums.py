from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    UNCONFIRMED = "unconfirmed", _("メール確認待ち")
    SUBMITTED = "submitted", _("審査待ち")
    RETURNED = "returned", _("再提出待ち")
    APPROVED = "approved", _("承認")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")


APPLICATION_MOVES: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
    ApplicationStatus.UNCONFIRMED: frozenset(
        {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.SUBMITTED: frozenset(
        {
            ApplicationStatus.APPROVED,
            ApplicationStatus.DECLINED,
            ApplicationStatus.RETURNED,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    ApplicationStatus.RETURNED: frozenset(
        {ApplicationStatus.SUBMITTED, ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.APPROVED: frozenset(),
    ApplicationStatus.DECLINED: frozenset(),
    ApplicationStatus.WITHDRAWN: frozenset(),
}


class DocumentKind(TextChoices):
    DRIVING_LICENCE = "driving_licence", _("運転免許証")
    PASSPORT = "passport", _("パスポート")
    STUDENT_CARD = "student_card", _("学生証")
    RESIDENCE_CARD = "residence_card", _("在留カード")


class DocumentPart(TextChoices):
    FRONT = "front", _("表面(顔写真のある面)")
    BACK = "back", _("裏面")
    ADDRESS = "address", _("住所を確認できる書類")


class Outcome(TextChoices):
    """The three outcomes of a completion report, worded as in the cast guide."""

    DONE = "done", _("完了")
    GUEST_ABSENT = "guest_absent", _("未実施")
    TROUBLE = "trouble", _("トラブル")


class ReportStatus(TextChoices):
    """HELD waits for staff, FINAL may be paid on. A talk without a report is 未報告."""

    HELD = "held", _("確認中")
    FINAL = "final", _("確定")


REPORT_MOVES: dict[ReportStatus, frozenset[ReportStatus]] = {
    ReportStatus.HELD: frozenset({ReportStatus.FINAL}),
    ReportStatus.FINAL: frozenset(),
}
