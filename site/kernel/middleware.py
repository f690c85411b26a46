from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from kernel.errors import Refusal

TEXTS = ("text/", "application/json", "application/atom+xml", "application/xml")


class TextGZipMiddleware(GZipMiddleware):
    """Pages travel compressed; pictures and files already are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


class RefusalMiddleware:
    """Turns a refusal that no form has shown into an answer: the one place where that happens.

    A page that posted is shown again with the message; anything else gets a page that explains.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        back = request.headers.get("Referer", "")
        allowed = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        if request.method == "POST" and allowed:
            messages.error(request, str(exception.message))
            return HttpResponseRedirect(back)
        return render(request, "refused.html", {"refusal": exception}, status=409)
