"""What somebody wrote too late for its form, kept for their message to the office."""

from django.http import HttpRequest

KEY = "late_words"
LONGEST = 2000
MOST_TALKS = 5


def keep_for_office(request: HttpRequest, talk: str, words: str) -> None:
    """`talk` is the talk's public id. In the session, as an address would show it to others."""
    if words.strip():
        others = [one for one in kept_words(request) if one[0] != talk]
        request.session[KEY] = [*others, (talk, words.strip()[:LONGEST])][-MOST_TALKS:]


def kept_for_office(request: HttpRequest, talk: str) -> str:
    """They stay until those of newer talks take their place: a reload must not lose them."""
    return dict(kept_words(request)).get(talk, "")


def kept_words(request: HttpRequest) -> list[tuple[str, str]]:
    """(talk, words), the oldest first."""
    return request.session.get(KEY, [])
