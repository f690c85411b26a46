from typing import Any

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_ratelimit.core import is_ratelimited

from accounts.gates import SignedInRequest
from kernel.errors import Refusal
from kernel.forms import add_refusal
from talk_rooms.call_test_views import agent_of
from talk_rooms.domain.access import other_person, side_of, talk_for
from talk_rooms.domain.blocks import block_other, blocks_of, has_blocked, unblock_other
from talk_rooms.domain.messages import send_message
from talk_rooms.domain.office_calls import call_office
from talk_rooms.domain.phases import phase_at
from talk_rooms.domain.timetable import Timetable
from talk_rooms.enums import Phase
from talk_rooms.forms import MessageForm, OfficeCallForm
from talk_rooms.models import Talk
from talk_rooms.words import room_words

OFFICE_CALLS = "10/h"


@require_GET
@never_cache
@login_required
def room(request: SignedInRequest, public_id: str) -> HttpResponse:
    talk = talk_for(request.user, public_id)
    context = room_context(request, talk)
    return render(request, "talk_rooms/room.html", context | script_context(request, context))


def room_context(request: SignedInRequest, talk: Talk) -> dict[str, Any]:
    now = timezone.now()
    return {
        "talk": talk,
        "side": side_of(talk, request.user),
        "peer": other_person(talk, request.user),
        "phase": phase_at(talk, now),
        "now": now,
    }


def script_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    talk = context["talk"]
    steps = (Phase.LOBBY, Phase.PREPARATION, Phase.TALK, Phase.WRAP_UP)
    return {
        "scheme": "dark",
        "phase_steps": [(phase.value, phase.label) for phase in steps],
        "words": room_words(talk, context["peer"], *agent_of(request)),
        "config": {
            "socket": f"/ws/talks/{talk.public_id}/",
            "talk": talk.public_id,
            "now": context["now"].timestamp() * 1000,
            "instants": Timetable.of(talk).in_milliseconds(),
            "is_cancelled": talk.is_cancelled,
        },
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def messages(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The page behind the mailed link; every message form on the site posts here."""
    talk = talk_for(request.user, public_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_message(
                talk, sender=request.user, body=form.cleaned_data["body"], now=timezone.now()
            )
            return redirect(safe_path(request, form.cleaned_data["next"]) or request.path)
        except Refusal as refusal:
            add_refusal(form, refusal)
    context = room_context(request, talk) | {
        "form": form if form.is_bound else None,
        "has_blocked": has_blocked(request.user, other_person(talk, request.user)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "talk_rooms/messages.html", context, status=status)


@require_POST
@login_required
def block(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Blocks the other person of the talk, or takes that back."""
    talk = talk_for(request.user, public_id)
    if "lift" in request.POST:
        unblock_other(talk, by=request.user)
        notices.success(request, _("ブロックを解除しました。"))
    else:
        block_other(talk, by=request.user, now=timezone.now())
        text = _(
            "ブロックしました。今後、メッセージと新しい予約はできません。"
            "すでにある予約はそのままですので、必要な場合はキャンセルしてください。"
        )
        notices.success(request, text)
    return redirect(safe_path(request, request.POST.get("next", "")) or messages_path(public_id))


@require_POST
@login_required
def office(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Calls the office, from the room by script or from any page by a plain form."""
    talk = talk_for(request.user, public_id)
    if is_ratelimited(
        request, group="talk_rooms.office", key="user", rate=OFFICE_CALLS, increment=True
    ):
        text = _(
            "短い時間に何度も呼び出されたため、受け付けられませんでした。少し待ってからお試しください。"
        )
        return told(request, talk, text, status=429)
    form = OfficeCallForm(request.POST)
    if not form.is_valid():
        return told(request, talk, str(next(iter(form.errors.values()))[0]), status=422)
    try:
        _call, is_new = call_office(talk, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        return told(request, talk, str(refusal.message), status=409)
    return told(request, talk, called_words(is_new=is_new))


def called_words(*, is_new: bool) -> str:
    if is_new:
        return _("事務局にお知らせしました。担当者が接続の記録とあわせて確認します。")
    return _(
        "この件はすでに事務局にお知らせ済みです。補足がある場合は、お問い合わせからご連絡ください。"
    )


def told(request: HttpRequest, talk: Talk, text: str, *, status: int = 200) -> HttpResponse:
    """Says it to the script that asked, else on the talk's page."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"message": text}, status=status)
    level = notices.SUCCESS if status == 200 else notices.ERROR
    notices.add_message(request, level, text)
    return redirect("talk_rooms:messages", talk.public_id)


@require_GET
@never_cache
@login_required
def blocks(request: SignedInRequest) -> HttpResponse:
    """Each block is lifted where it was made: at a talk of the two."""
    context = {"blocks": blocks_of(request.user)}
    return render(request, "talk_rooms/blocks.html", context)


def messages_path(public_id: str) -> str:
    return reverse("talk_rooms:messages", args=[public_id])


def safe_path(request: HttpRequest, target: str) -> str:
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return target if allowed else ""
