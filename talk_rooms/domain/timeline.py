from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talk_rooms.domain.phases import phase_instants
from talk_rooms.enums import Phase
from talk_rooms.models import Attendance, Talk

ENTERED = gettext_lazy("入室")
RECEIVED = gettext_lazy("相手の映像・音声を受信")
LEFT = gettext_lazy("退室")
CUT_OFF = gettext_lazy("記録の途切れ（サーバーの停止前、最後に在室を確認した時刻）")
LEFT_ON_PURPOSE = gettext_lazy("自分から退室")


@dataclass(frozen=True)
class Happening:
    """`who` is empty where the clock did it."""

    at: datetime
    what: str | Promise
    who: str = ""


def timeline(talk: Talk, *, now: datetime) -> list[Happening]:
    """What the room saw, between the phases that it went through by now, oldest first."""
    stays = talk.attendances.select_related("user")
    events = [event for stay in stays for event in happenings_of(stay)]
    return sorted([*phases_until(talk, now), *events], key=lambda event: event.at)


def phases_until(talk: Talk, now: datetime) -> list[Happening]:
    instants = phase_instants(talk).items()
    return [Happening(at, Phase(phase).label) for phase, at in instants if at <= now]


def happenings_of(stay: Attendance) -> Iterator[Happening]:
    who = str(stay.user)
    yield Happening(stay.joined_at, ENTERED, who)
    if stay.media_at:
        yield Happening(stay.media_at, RECEIVED, who)
    if stay.left_at:
        if stay.connected_seconds is not None:
            yield Happening(stay.left_at, call_of(stay), who)
        yield Happening(stay.left_at, end_of(stay), who)


def end_of(stay: Attendance) -> str | Promise:
    if stay.is_cut_off:
        return CUT_OFF
    return LEFT_ON_PURPOSE if stay.left_on_purpose else LEFT


def call_of(stay: Attendance) -> str:
    """What the window told last, as one line."""
    words = _(
        "接続：%(path)s、最後の品質 %(quality)s、"
        "つながっていた時間 %(seconds)s秒、再接続 %(times)s回"
    )
    return words % {
        "path": stay.get_path_display(),
        "quality": stay.get_quality_display(),
        "seconds": stay.connected_seconds,
        "times": stay.restarts,
    }
