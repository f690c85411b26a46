"""The reservation somebody was about to make when we sent them to sign up or to their profile."""

from django.http import HttpRequest

KEY = "wanted_reservation"


def remember_wanted(request: HttpRequest) -> None:
    request.session[KEY] = request.get_full_path()


def wanted_path(request: HttpRequest) -> str | None:
    return request.session.get(KEY)


def forget_wanted(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
