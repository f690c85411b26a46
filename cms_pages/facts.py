"""Values of settings that editors write into texts as {{name}}, so that no page disagrees."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from cast_portal.models import CastPortalSettings
from kernel.dates import length
from notices.kinds import PLACEHOLDER
from payouts.models import PayoutSettings
from talk_rooms.models import TalkRoomSettings


class Numbers:
    """The three settings objects, each loaded when a text first names one of its values."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @cached_property
    def booking(self) -> CastPortalSettings:
        return CastPortalSettings.load(request_or_site=self.request)

    @cached_property
    def room(self) -> TalkRoomSettings:
        return TalkRoomSettings.load(request_or_site=self.request)

    @cached_property
    def money(self) -> PayoutSettings:
        return PayoutSettings.load(request_or_site=self.request)

    @property
    def talk_seconds(self) -> int:
        return max(self.booking.slot_seconds - 2 * self.room.margin_seconds, 0)


def yen(amount: int) -> str:
    return _("%s円") % f"{amount:,}"


def seconds(count: int) -> str:
    return length(timedelta(seconds=count))


def minutes(count: int) -> str:
    return length(timedelta(minutes=count))


FACTS: dict[str, Callable[[Numbers], str]] = {
    "枠の長さ": lambda of: seconds(of.booking.slot_seconds),
    "準備時間": lambda of: seconds(of.room.margin_seconds),
    "通話時間": lambda of: seconds(of.talk_seconds),
    "入室開始": lambda of: minutes(of.room.room_opens_minutes),
    "予約の締め切り": lambda of: minutes(of.booking.booking_lead_minutes),
    "予約できる日数": lambda of: _("%d日") % of.booking.booking_horizon_days,
    "キャストのキャンセル期限": lambda of: minutes(of.booking.cast_cancel_minutes),
    "ゲストのキャンセル期限": lambda of: minutes(of.booking.guest_cancel_minutes),
    "報告の期限": lambda of: minutes(of.booking.report_minutes),
    "審査の最短日数": lambda of: _("%d営業日") % of.booking.screening_from_days,
    "審査の最長日数": lambda of: _("%d営業日") % of.booking.screening_to_days,
    "身分証明書の保存日数": lambda of: _("%d日") % of.booking.purge_approved_days,
    "見送り時の保存日数": lambda of: _("%d日") % of.booking.purge_declined_days,
    "最低請求金額": lambda of: yen(of.money.minimum_claim_yen),
    "振込手数料": lambda of: yen(of.money.transfer_fee_yen),
}
HELP = "{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：" + "、".join(FACTS)


class Facts:
    """The values of today, for texts. A page whose texts name none costs no query."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.request)

    def get(self, name: str, default: str) -> str:
        read = FACTS.get(name)
        return read(self.numbers) if read else default

    def fill(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda match: self.get(match[1], match[0]), text)


def all_facts() -> dict[str, str]:
    """Every name with its value of today, for those who write texts."""
    numbers = Numbers()
    return {name: read(numbers) for name, read in FACTS.items()}


def known_facts(text: object) -> None:
    """A form validator: refuses a text that names a fact which does not exist."""
    source = text.source if isinstance(text, RichText) else str(text)
    unknown = sorted(set(PLACEHOLDER.findall(source)) - FACTS.keys())
    if unknown:
        raise ValidationError(
            _("使えない名前があります：%(unknown)s（使える名前：%(known)s）"),
            code="unknown_fact",
            params={"unknown": "、".join(unknown), "known": "、".join(FACTS)},
        )


def fill_facts(text: str | RichText, facts: Facts) -> SafeString:
    """Plain text is escaped, rich text is kept; a name that is gone stays as it was written."""
    return mark_safe(facts.fill(conditional_escape(text)))  # noqa: S308 (escaped above; facts are our own words)
