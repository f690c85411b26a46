"""Refusals: what a verb says when the rules do not allow a move."""

from django.utils.functional import Promise


class Refusal(Exception):
    """The base of every app's error family.

    `code` is stable and meant for programs and tests, `message` is a sentence for people,
    `field` names the form field that the message belongs beside, if any.
    """

    def __init__(self, code: str, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
