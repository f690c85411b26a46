from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.core import is_ratelimited

from accounts.gates import SignedInRequest
from kernel.errors import Refusal
from kernel.forms import add_refusal
from talk_rooms.call_test_words import call_test_words, state_in_words
from talk_rooms.domain.access import other_person, talk_for
from talk_rooms.domain.agents import browser_of, system_of
from talk_rooms.domain.call_paths import paths_to_test
from talk_rooms.domain.call_test import record_call_test
from talk_rooms.enums import Browser, System
from talk_rooms.forms import CallTestForm
from talk_rooms.models import CallTest, Talk
from talk_rooms.words import permission_help

RUNS_OF_TEST = "20/10m"


def agent_of(request: HttpRequest) -> tuple[Browser, System]:
    agent = request.headers.get("User-Agent", "")
    return browser_of(agent), system_of(agent)


@require_GET
@never_cache
def in_general(request: HttpRequest) -> HttpResponse:
    """Open to visitors, whose results are kept nowhere."""
    return render(request, "talk_rooms/call_test.html", page_context(request, None))


@require_GET
@never_cache
@login_required
def for_talk(request: SignedInRequest, public_id: str) -> HttpResponse:
    talk = talk_for(request.user, public_id)
    context = page_context(request, talk) | {"peer": other_person(talk, request.user)}
    return render(request, "talk_rooms/call_test.html", context)


@require_GET
@never_cache
def fresh_paths(request: HttpRequest) -> JsonResponse:
    """For one run of the test: what opens the relays is good for minutes, a page stays open.

    Who has had enough of them is answered 429 without any: a relay is not there for the taking.
    """
    if is_ratelimited(
        request, group="talk_rooms.paths", key="user_or_ip", rate=RUNS_OF_TEST, increment=True
    ):
        return JsonResponse({"paths": [], "mustRelay": False}, status=429)
    paths = paths_to_test(request.user, now=timezone.now())
    return JsonResponse({"paths": paths, "mustRelay": len(paths) > 1 and settings.RELAY_ONLY})


def page_context(request: HttpRequest, talk: Talk | None) -> dict[str, Any]:
    browser, system = agent_of(request)
    paths = paths_to_test(request.user, now=timezone.now())
    return {
        "layout": "portal.html" if request.user.is_authenticated else "base.html",
        "talk": talk,
        "paths": paths,
        "form": CallTestForm(initial={"talk": talk.public_id if talk else ""}),
        "words": call_test_words(browser, system, has_relay=len(paths) > 1),
        "permission_help": permission_help(),
    }


@require_POST
@login_required
def record(request: SignedInRequest) -> HttpResponse:
    form = CallTestForm(request.POST)
    if form.is_valid():
        try:
            test = record_for(request, **form.cleaned_data)
            return JsonResponse({"state": state_in_words(test, now=test.tested_at)})
        except Refusal as refusal:
            add_refusal(form, refusal)
    return JsonResponse({"errors": form.errors}, status=422)


def record_for(request: SignedInRequest, *, talk: str, **result: Any) -> CallTest:
    browser, system = agent_of(request)
    return record_call_test(
        request.user,
        talk=talk_for(request.user, talk) if talk else None,
        browser=browser,
        system=system,
        now=timezone.now(),
        **result,
    )


@require_GET
@never_cache
@login_required
def states(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The states of both sides alone, for windows that show them already."""
    talk = talk_for(request.user, public_id)
    context = {"talk": talk, "in_new_tab": "in_new_tab" in request.GET}
    return render(request, "talk_rooms/call_test_states.html", context)
