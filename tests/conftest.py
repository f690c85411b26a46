import os
import signal

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.factories import NOW, CastFactory, GuestFactory, StaffFactory
from tests.services.fixtures import (
    browser,
    person,
    platform,
    redis_url,
    relayed_platform,
    shot,
    turn_server,
)

__all__ = [
    "browser",
    "person",
    "platform",
    "redis_url",
    "relayed_platform",
    "shot",
    "turn_server",
]


def pytest_configure() -> None:
    # Being told to end is like Ctrl-C: what a fixture has started is still stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On the machine that judges changes a skipped test is a failure: something is missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _empty_cache():
    """What a test leaves in the cache speaks of rows that are rolled back."""
    cache.clear()


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def cast(db):
    return CastFactory()


@pytest.fixture
def guest(db):
    """The user of a guest whose profile is complete."""
    return GuestFactory().user


@pytest.fixture
def staff(db):
    return StaffFactory()


@pytest.fixture
def sign_in():
    """sign_in(user) gives a client in which that user has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def page_tree(db):
    """Wagtail's root page, home page and site, which its migrations would have made."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page, Site

    Locale.objects.get_or_create(language_code="ja")
    content_type = ContentType.objects.get_for_model(Page)
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", content_type=content_type
    )
    home = root.get_children().first() or root.add_child(
        instance=Page(title="サシトーク", slug="home", content_type=content_type)
    )
    site, _ = Site.objects.get_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "root_page": home, "site_name": "サシトーク"},
    )
    return site
