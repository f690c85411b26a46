import site
from pathlib import Path

from django.conf import settings


def test_site_is_a_plain_folder():
    """As a package it would hide Python's own module of that name."""
    assert not (settings.SITE_DIR / "__init__.py").exists()
    assert Path(site.__file__).parent != settings.SITE_DIR
