from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    SUBMITTED = "submitted", _("審査待ち")
    RETURNED = "returned", _("再提出待ち")
    APPROVED = "approved", _("承認")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")


APPLICATION_MOVES: dict[ApplicationStatus, frozenset[ApplicationStatus]] = {
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


# What waits for staff comes first, then what waits for the applicant, then what is decided.
QUEUE_TURNS: dict[ApplicationStatus, int] = {
    ApplicationStatus.SUBMITTED: 0,
    ApplicationStatus.RETURNED: 1,
}


class ReasonUse(TextChoices):
    RETURN = "return", _("再提出のお願い")
    DECLINE = "decline", _("見送り")


class DocumentKind(TextChoices):
    DRIVING_LICENCE = "driving_licence", _("運転免許証")
    PASSPORT = "passport", _("パスポート")
    STUDENT_CARD = "student_card", _("学生証")
    RESIDENCE_CARD = "residence_card", _("在留カード")


class DocumentPart(TextChoices):
    FRONT = "front", _("表面（顔写真のある面）")
    BACK = "back", _("裏面")
    ADDRESS = "address", _("住所を確認できる書類")


# domain.md: a newer passport shows no address and a student card often does not.
REQUIRED_PARTS: dict[DocumentKind, frozenset[DocumentPart]] = {
    DocumentKind.DRIVING_LICENCE: frozenset({DocumentPart.FRONT, DocumentPart.BACK}),
    DocumentKind.PASSPORT: frozenset({DocumentPart.FRONT, DocumentPart.ADDRESS}),
    DocumentKind.STUDENT_CARD: frozenset({DocumentPart.FRONT, DocumentPart.ADDRESS}),
    DocumentKind.RESIDENCE_CARD: frozenset({DocumentPart.FRONT}),
}
# The back of a residence card matters only when it carries a change of address.
OPTIONAL_PARTS: dict[DocumentKind, frozenset[DocumentPart]] = {
    DocumentKind.RESIDENCE_CARD: frozenset({DocumentPart.BACK}),
    # Where many schools print the address.
    DocumentKind.STUDENT_CARD: frozenset({DocumentPart.BACK}),
}


def required_parts(
    kind: DocumentKind, *, card_shows_address: bool = False
) -> frozenset[DocumentPart]:
    """`card_shows_address` counts for a student card, which then proves the address itself."""
    if kind == DocumentKind.STUDENT_CARD and card_shows_address:
        return REQUIRED_PARTS[kind] - {DocumentPart.ADDRESS}
    return REQUIRED_PARTS[kind]


def parts_of(kind: DocumentKind) -> frozenset[DocumentPart]:
    """Every part that is kept for this kind; others that were sent along are not."""
    return REQUIRED_PARTS[kind] | OPTIONAL_PARTS.get(kind, frozenset())


# What an applicant uploads, by the name of its form field.
PICTURE_FIELDS: tuple[str, ...] = (*DocumentPart.values, "profile_image")


class EntryItem(TextChoices):
    """What staff may ask an applicant to send again."""

    FRONT = "front", _("身分証明書の表面（顔写真のある面）")
    BACK = "back", _("身分証明書の裏面")
    ADDRESS = "address", _("住所を確認できる書類")
    DOCUMENT = "document", _("身分証明書（種類から選び直す）")
    PROFILE_IMAGE = "profile_image", _("プロフィール画像")
    NAME = "name", _("氏名・フリガナ")
    BIRTH_DATE = "birth_date", _("生年月日")
    CAST_NAME = "cast_name", _("キャスト名")
    INTRODUCTION = "introduction", _("自己紹介")


# The typed fields of an item, for those that are not a picture.
ITEM_FIELDS: dict[EntryItem, tuple[str, ...]] = {
    EntryItem.NAME: ("last_name", "first_name", "last_name_kana", "first_name_kana"),
    EntryItem.BIRTH_DATE: ("birth_date",),
    EntryItem.CAST_NAME: ("cast_name",),
    EntryItem.INTRODUCTION: ("introduction",),
}


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


class Stage(TextChoices):
    """Where a reservation stands for its cast; a function of clock and report, never stored."""

    UPCOMING = "upcoming", _("予約済み")
    RUNNING = "running", _("トーク中")
    REPORT_DUE = "report_due", _("報告待ち")
    UNREPORTED = "unreported", _("未報告")
    HELD = "held", _("確認中")
    FINAL = "final", _("報告済み")
    CANCELLED = "cancelled", _("キャンセル")


class InvitationStatus(TextChoices):
    OFFERED = "offered", _("回答待ち")
    ACCEPTED = "accepted", _("承諾")
    DECLINED = "declined", _("辞退")
    EXPIRED = "expired", _("期限切れ")
    WITHDRAWN = "withdrawn", _("取り消し")


INVITATION_MOVES: dict[InvitationStatus, frozenset[InvitationStatus]] = {
    InvitationStatus.OFFERED: frozenset(
        {
            InvitationStatus.ACCEPTED,
            InvitationStatus.DECLINED,
            InvitationStatus.EXPIRED,
            InvitationStatus.WITHDRAWN,
        }
    ),
    InvitationStatus.ACCEPTED: frozenset(),
    InvitationStatus.DECLINED: frozenset(),
    InvitationStatus.EXPIRED: frozenset(),
    InvitationStatus.WITHDRAWN: frozenset(),
}


class EntryStep(TextChoices):
    """The pages of an entry, in their order; each value is its address."""

    CONSENT = "consent", _("同意")
    ABOUT = "about", _("ご本人")
    ACTIVITY = "activity", _("活動")
    DOCUMENTS = "documents", _("書類・画像")
    CHECK = "check", _("確認")


class Language(TextChoices):
    """What a cast can hold a talk in."""

    JAPANESE = "ja", _("日本語")
    ENGLISH = "en", _("英語")
    CHINESE = "zh", _("中国語")
    KOREAN = "ko", _("韓国語")
    SPANISH = "es", _("スペイン語")
    FRENCH = "fr", _("フランス語")
    SIGN = "jsl", _("日本の手話")


# Of one cast; the database holds it, too.
MOST_PICTURES = 6


class PictureMove(TextChoices):
    FIRST = "first", _("メインにする")
    UP = "up", _("前へ")
    DOWN = "down", _("後ろへ")
