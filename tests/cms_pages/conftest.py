import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms_pages.demo_pages import create_pages
from cms_pages.models import HomePage
from tests.factories import NOW, RankFactory


@pytest.fixture(scope="module")
def pages_of_module(django_db_setup, django_db_blocker):
    """The demo's whole tree, made once per module: saving a page indexes all of its words."""
    with django_db_blocker.unblock(), transaction.atomic():
        add_empty_tree()
        RankFactory(name="ブルー", slug="blue", order=1, reward_yen=300, price_points=500)
        RankFactory(
            name="ブラック",
            slug="black",
            order=5,
            reward_yen=1500,
            price_points=2500,
            is_by_invitation=True,
        )
        create_pages(now=NOW)
        yield
        transaction.set_rollback(True)


def add_empty_tree():
    """What Wagtail's migrations leave, for the tests that run without migrations."""
    if Site.objects.exists():
        return
    Locale.objects.get_or_create(language_code="ja")
    content_type = ContentType.objects.get_for_model(Page)
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", content_type=content_type
    )
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", content_type=content_type))
    Site.objects.create(hostname="localhost", is_default_site=True, root_page=welcome)


@pytest.fixture
def pages(pages_of_module, db):
    return HomePage.objects.get()


@pytest.fixture
def page_at(pages):
    """page_at("guide/cast") is that page in its own type."""

    def find(path: str) -> Page:
        return Page.objects.get(url_path=f"{pages.url_path}{path}/").specific

    return find


@pytest.fixture
def returning(client):
    """A visitor with a cookie from before, for whom no kept page is taken."""
    client.cookies["sessionid"] = "from-before"
    return client
