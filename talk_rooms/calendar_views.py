from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.gates import SignedInRequest
from kernel.links import absolute_reverse
from talk_rooms.domain.calendars import feed_of, feed_text, renew_feed
from talk_rooms.models import CalendarFeed


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: the secret in the address is the key."""
    found = get_object_or_404(
        CalendarFeed.objects.select_related("user"), secret=secret, user__is_active=True
    )
    text = feed_text(found, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Disposition"] = 'inline; filename="sashitalk.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def settings(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        renew_feed(request.user)
        messages.success(request, _("新しいリンクに替えました。前のリンクはもう使えません。"))
        return redirect(request.path)
    address = absolute_reverse("talk_rooms:calendar", feed_of(request.user).secret)
    is_cast = request.user.role == Role.CAST
    back = reverse("cast_portal:talks" if is_cast else "guest_portal:talks")
    return render(request, "talk_rooms/calendar.html", {"address": address, "back": back})
