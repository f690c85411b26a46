"""The public pages of a fresh copy. What staff have changed since is left as it is."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms_pages.demo_content.announcements import ANNOUNCEMENTS
from cms_pages.demo_content.cast_guide import CAST_GUIDE
from cms_pages.demo_content.faq import FAQ, FAQ_PAGE
from cms_pages.demo_content.guest_guide import GUEST_GUIDE
from cms_pages.demo_content.home import HOME
from cms_pages.demo_content.legal import CAST_TERMS, GUEST_TERMS
from cms_pages.demo_content.legal_notice import LEGAL_NOTICE
from cms_pages.demo_content.privacy import PRIVACY
from cms_pages.demo_content.simple_pages import CALL_SYSTEM, GUIDES, NEWS, RANKS, TERMS
from cms_pages.models import (
    Announcement,
    CallSystemPage,
    FAQCategory,
    FAQIndexPage,
    GuidePage,
    HomePage,
    LegalNoticePage,
    NewsIndexPage,
    Question,
    RanksPage,
    StandardPage,
    TermsPage,
)


@transaction.atomic
def create_pages(*, now: datetime) -> HomePage:
    """Adds what is missing and returns the home page, which the default site then shows."""
    home = HomePage.objects.first() or add_home()
    guides = page_below(home, StandardPage, "guide", GUIDES)
    page_below(guides, GuidePage, "cast", CAST_GUIDE)
    page_below(guides, GuidePage, "guest", GUEST_GUIDE)
    page_below(home, FAQIndexPage, "faq", FAQ_PAGE)
    page_below(home, RanksPage, "ranks", RANKS)
    page_below(home, CallSystemPage, "call-system", CALL_SYSTEM)
    page_below(home, NewsIndexPage, "news", NEWS)
    terms = page_below(home, StandardPage, "terms", TERMS)
    page_below(terms, TermsPage, "cast", CAST_TERMS)
    page_below(terms, TermsPage, "guest", GUEST_TERMS)
    page_below(home, TermsPage, "privacy", PRIVACY)
    page_below(home, LegalNoticePage, "legal", LEGAL_NOTICE)
    add_questions()
    add_announcements(now)
    return home


def add_home() -> HomePage:
    """Takes the place of Wagtail's own welcome page."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(slug="top", **HOME))
    home.save_revision().publish()
    place = urlsplit(settings.SITE_URL)
    port = place.port or (443 if place.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": place.hostname,
            "port": port,
            "root_page": home,
            "site_name": settings.SITE_NAME,
        },
    )
    remove_welcome_page(root)
    return home


def remove_welcome_page(root: Page) -> None:
    for page in root.get_children().exact_type(Page):
        if page.is_leaf() and not page.sites_rooted_here.exists():
            page.delete()


def page_below(parent: Page, kind: type[Page], slug: str, content: dict[str, Any]) -> Page:
    page = kind.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = parent.add_child(instance=kind(slug=slug, **content))
        page.save_revision().publish()
    return page


def add_questions() -> None:
    for order, (slug, name, entries) in enumerate(FAQ, 1):
        category, _ = FAQCategory.objects.get_or_create(
            slug=slug, defaults={"name": name, "order": order}
        )
        for place, (question_slug, question, answer, is_featured) in enumerate(entries, 1):
            Question.objects.get_or_create(
                slug=question_slug,
                defaults={
                    "category": category,
                    "question": question,
                    "answer": answer,
                    "order": place,
                    "is_featured": is_featured,
                },
            )


def add_announcements(now: datetime) -> None:
    for content in ANNOUNCEMENTS:
        Announcement.objects.get_or_create(
            title=content["title"],
            defaults={**content, "first_published_at": now, "last_published_at": now},
        )
