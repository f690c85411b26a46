from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cast_portal.models import Rank
from cms_pages.blocks import ButtonBlock, HomeSections
from cms_pages.facts import HELP, known_facts
from cms_pages.models.base import SitePage
from cms_pages.models.faq import Question
from cms_pages.structured_data import organization, website
from guest_portal.domain.finding import newest_casts
from kernel.structured_data import Crumb, home

CASTS_SHOWN = 4
QUESTIONS_SHOWN = 5


class HomePage(SitePage):
    catch = models.CharField(
        _("キャッチコピー"), max_length=60, validators=[known_facts], help_text=HELP
    )
    buttons = StreamField(
        [("button", ButtonBlock())],
        verbose_name=_("最初のボタン"),
        blank=True,
        max_num=2,
        help_text=_("1つ目が目立つ色になります。"),
    )
    sections = StreamField(
        HomeSections(),
        verbose_name=_("セクション"),
        blank=True,
        help_text=_("上から順に表示されます。ドラッグで並べ替えられます。"),
    )

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("catch"),
        FieldPanel("buttons"),
        FieldPanel("sections"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *map(index.SearchField, ("catch", "sections")),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("トップページ")

    def trail(self, request: HttpRequest) -> list[Crumb]:
        return [home()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The live parts are lazy: a section that is not on the page costs no query."""
        return super().get_context(request, *args, **kwargs) | {
            "ranks": Rank.objects.all(),
            "newest_casts": newest_casts()[:CASTS_SHOWN],
            "featured_questions": Question.objects.featured()[:QUESTIONS_SHOWN],
            "structured_data": [organization(), website()],
            "faq_page": Page.objects.live().filter(slug="faq").first,
        }
