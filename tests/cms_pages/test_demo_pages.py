from wagtail.models import Page, Site

from cms_pages.demo_pages import create_pages
from cms_pages.models import Announcement, GuidePage, HomePage, Question
from tests.factories import NOW


def test_default_site_shows_the_home_page(client, pages):
    site = Site.objects.get(is_default_site=True)

    assert site.root_page.specific == pages
    assert (site.hostname, site.port, site.site_name) == ("testserver", 80, "サシトーク")
    assert "画面の向こうに" in client.get("/").content.decode()


def test_welcome_page_is_gone(pages):
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]


def test_second_run_adds_nothing(pages):
    before = Page.objects.count(), Question.objects.count(), Announcement.objects.count()

    again = create_pages(now=NOW)

    assert again == pages
    assert before == (Page.objects.count(), Question.objects.count(), Announcement.objects.count())


def test_second_run_keeps_what_staff_have_changed_and_adds_what_is_missing(pages, page_at):
    guide = page_at("guide/cast")
    guide.title = "事務局が直した題名"
    guide.save_revision().publish()
    page_at("guide/guest").delete()

    create_pages(now=NOW)

    assert GuidePage.objects.get(slug="cast").title == "事務局が直した題名"
    assert GuidePage.objects.filter(slug="guest").exists()


def test_every_text_of_the_demo_passes_the_editors_own_checks(pages):
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        for field in page._meta.get_fields():
            block = getattr(field, "stream_block", None)
            if block:
                block.clean(getattr(page, field.name))
    for question in Question.objects.all():
        question.full_clean()
