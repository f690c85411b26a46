from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TalkStatus(TextChoices):
    RESERVED = "reserved", _("予約済み")
    CANCELLED = "cancelled", _("キャンセル")
    ENDED = "ended", _("終了")


MOVES: dict[TalkStatus, frozenset[TalkStatus]] = {
    TalkStatus.RESERVED: frozenset({TalkStatus.CANCELLED, TalkStatus.ENDED}),
    TalkStatus.CANCELLED: frozenset(),
    TalkStatus.ENDED: frozenset(),
}


class Phase(TextChoices):
    """Where a talk stands on the clock; a function of its times, never stored."""

    CLOSED = "closed", _("開場前")
    LOBBY = "lobby", _("待合")
    PREPARATION = "preparation", _("準備")
    TALK = "talk", _("通話")
    WRAP_UP = "wrap_up", _("終了準備")
    OVER = "over", _("終了")


class Side(TextChoices):
    CAST = "cast", _("キャスト")
    GUEST = "guest", _("ゲスト")
    STAFF = "staff", _("事務局")


class ContactHint(TextChoices):
    """Ways to meet outside the service, as a message may carry them."""

    EMAIL = "email", _("メールアドレス")
    PHONE = "phone", _("電話番号")
    MESSENGER = "messenger", _("SNS・メッセージアプリのID")
    LINK = "link", _("外部サイトのリンク")
