"""What a save or a copy of slots did, in words."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cast_portal.domain.refused import RefusedFor, by_reason
from cast_portal.domain.schedule import Offered, RefusedStart

NAMED_AT_ONCE = 5


def tell_offered(request: HttpRequest, offered: Offered) -> None:
    if offered.added:
        message = _("%(count)s枠を登録しました。ゲストの予約画面にすぐ反映されます。")
        messages.success(request, message % {"count": len(offered.added)})
    if offered.kept:
        message = _("%(count)s枠は、すでに登録済みでした。")
        messages.info(request, message % {"count": len(offered.kept)})
    for refused in by_reason(offered.refused):
        sentence = _("%(count)s枠は登録できませんでした（%(times)s）。%(reason)s")
        messages.warning(request, told(refused, sentence))


def told(refused: RefusedFor, sentence: str) -> str:
    """The sentence names the first starts; more than those unfold below it, day by day."""
    starts = refused.starts
    clock = "G:i:s" if any(one.starts_at.second for one in starts) else "G:i"
    values = {"count": len(starts), "times": times_of(starts, clock), "reason": refused.reason}
    listed = refused.by_day() if len(starts) > NAMED_AT_ONCE else []
    context = {"sentence": sentence % values, "listed": listed, "clock": clock}
    return render_to_string("cast_portal/_refused.html", context)


def times_of(starts: Sequence[RefusedStart], clock: str) -> str:
    named = [localtime(one.starts_at) for one in starts[:NAMED_AT_ONCE]]
    more = [_("ほか")] if len(starts) > NAMED_AT_ONCE else []
    return "、".join([date_format(start, f"n/j {clock}") for start in named] + more)
