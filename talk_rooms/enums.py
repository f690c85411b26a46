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


class CallPath(TextChoices):
    """How sound and picture travel, as the browser sees it."""

    DIRECT = "direct", _("直接")
    RELAY = "relay", _("中継サーバー経由")
    NONE = "none", _("つながっていない")


class CallQuality(TextChoices):
    GOOD = "good", _("良好")
    FAIR = "fair", _("やや不安定")
    POOR = "poor", _("不安定")
    LOST = "lost", _("途切れ")


class OfficeCallKind(TextChoices):
    """Why somebody calls the office from the room."""

    NO_SHOW = "no_show", _("相手が来ない")
    ABUSE = "abuse", _("迷惑行為・不適切な言動")


class ContactHint(TextChoices):
    """Ways to meet outside the service, as a message may carry them."""

    EMAIL = "email", _("メールアドレス")
    PHONE = "phone", _("電話番号")
    MESSENGER = "messenger", _("SNS・メッセージアプリのID")
    LINK = "link", _("外部サイトのリンク")


class CallTestVerdict(TextChoices):
    OK = "ok", _("準備OK")
    CAUTION = "caution", _("注意")
    BAD = "bad", _("通話不可")


class PathKind(TextChoices):
    """A way that sound and picture may take from one browser to the other."""

    DIRECT = "direct", _("端末内の接続")
    RELAY_UDP = "relay_udp", _("中継（UDP）")
    RELAY_TCP = "relay_tcp", _("中継（TCP）")
    RELAY_TLS = "relay_tls", _("中継（TLS）")


class Browser(TextChoices):
    CHROME = "chrome", "Chrome"
    EDGE = "edge", "Edge"
    FIREFOX = "firefox", "Firefox"
    SAFARI = "safari", "Safari"
    IN_APP = "in_app", _("アプリ内ブラウザ（LINEなど）")
    OTHER = "other", _("その他のブラウザ")


class System(TextChoices):
    WINDOWS = "windows", "Windows"
    MAC = "mac", "Mac"
    IOS = "ios", _("iPhone・iPad")
    ANDROID = "android", "Android"
    OTHER = "other", _("その他の端末")
