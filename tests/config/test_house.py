import site
from pathlib import Path

from django.conf import settings


def test_site_is_a_plain_folder():
    """As a package it would hide Python's own module of that name."""
    assert not (settings.SITE_DIR / "__init__.py").exists()
    assert Path(site.__file__).parent != settings.SITE_DIR


def test_every_decision_has_a_number_of_its_own_which_its_title_says():
    decisions = sorted((settings.SITE_DIR.parent / "docs/decisions").glob("*.md"))
    for number, decision in enumerate(decisions, start=1):
        assert decision.name.startswith(f"{number:04}-")
        assert decision.read_text().startswith(f"# {number}. ")
