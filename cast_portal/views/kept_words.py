"""What somebody wrote too late for its form, kept for their message to the office."""

from django.http import HttpRequest

KEY = "words_for_office"
LONGEST = 2000


def keep_for_office(request: HttpRequest, talk: str, words: str) -> None:
    """`talk` is the talk's public id. In the session, as an address would show it to others."""
    if words.strip():
        request.session[KEY] = {"talk": talk, "words": words.strip()[:LONGEST]}


def kept_for_office(request: HttpRequest, talk: str) -> str:
    """They stay until something else is kept: a reload must not lose them."""
    kept = request.session.get(KEY) or {}
    return kept.get("words", "") if kept.get("talk") == talk else ""
