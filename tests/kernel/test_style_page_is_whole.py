"""Whoever adds a component shows it on the style page, or this fails and names it."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATIONS = re.compile(r"[^{}]*;\s*(?=[}\w-])|\{[^{}]*\}")
# Written by programs, not by us: a date split into three lists, Django's own list of errors.
NOT_SHOWN = {"field--selectdate", "errorlist"}


def component_classes() -> set[str]:
    sheets = [path.read_text() for path in ROOT.glob("*/static/**/*.css")]
    layers = [COMMENT.sub("", text) for text in sheets if "@layer components {" in text]
    selectors = " ".join(DECLARATIONS.sub(" ", layer) for layer in layers)
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def shown_classes(html: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["", "light", "dark"])
def test_every_component_is_shown(sign_in, staff, page_tree, scheme):
    html = sign_in(staff).get(reverse("style_page"), {"scheme": scheme}).content.decode()

    assert component_classes() - shown_classes(html) - NOT_SHOWN == set()
