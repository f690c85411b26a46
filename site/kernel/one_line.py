"""Texts that stand on one line: names, subjects of mails."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def one_line(text: str) -> str:
    """With a space in place of each run of line breaks and other control characters."""
    return CONTROLS.sub(" ", text).strip()


def no_control_characters(text: str) -> None:
    if CONTROLS.search(text):
        raise ValidationError(
            _("改行などの制御文字は使えません。取り除いてからもう一度お試しください。"),
            code="control_characters",
        )
