from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cast_portal.models import Rank
from cms_pages.blocks import CallToActionBlock, NeedBlock, StandardBody, StepBlock
from cms_pages.enums import Illustration
from cms_pages.facts import HELP, known_facts
from cms_pages.models.base import SitePage
from cms_pages.rich_text import FEATURES

BODY_HELP = _("見出し、文章、補足などを上から順に並べます。")


class Section(NamedTuple):
    """A heading and what stands below it; the words before the first heading have none."""

    number: int
    title: str
    blocks: list[Any]


class BodyPage(SitePage):
    body = StreamField(StandardBody(), verbose_name=_("本文"), blank=True, help_text=BODY_HELP)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    parent_page_types = ["cms_pages.HomePage", "cms_pages.StandardPage"]

    class Meta:
        abstract = True

    @cached_property
    def sections(self) -> list[Section]:
        found = [Section(0, "", [])]
        for block in self.body:
            if block.block_type == "heading":
                found.append(Section(len(found), block.value, []))
            else:
                found[-1].blocks.append(block)
        return found if found[0].blocks else found[1:]


class StandardPage(BodyPage):
    """Free text, followed by cards of the pages below it."""

    class Meta:
        verbose_name = _("一般ページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().defer_streamfields().specific()
        return context


class GuidePage(SitePage):
    illustration = models.CharField(
        _("イラスト"),
        max_length=20,
        choices=Illustration.choices,
        blank=True,
        help_text=_("見出しの横の飾り"),
    )
    needs = StreamField(
        [("need", NeedBlock())],
        verbose_name=_("必要なもの"),
        blank=True,
        help_text=_("「必要なもの」の一覧。カードで並びます。"),
    )
    preparations = RichTextField(
        _("事前のご準備"),
        features=FEATURES,
        blank=True,
        validators=[known_facts],
        help_text=HELP,
    )
    steps = StreamField(
        [("step", StepBlock())],
        verbose_name=_("ステップ"),
        help_text=_("番号、目次、#step-1 のようなリンク先は自動で付きます。"),
    )
    closing = StreamField(
        [("call_to_action", CallToActionBlock())],
        verbose_name=_("最後の呼びかけ"),
        blank=True,
        max_num=1,
        help_text=_("ページの最後に置くボタン"),
    )

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("illustration"),
        FieldPanel("needs"),
        FieldPanel("preparations"),
        FieldPanel("steps"),
        FieldPanel("closing"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *map(index.SearchField, ("needs", "preparations", "steps", "closing")),
    ]
    parent_page_types = ["cms_pages.HomePage", "cms_pages.StandardPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("ガイド")


class RanksPage(BodyPage):
    """The table of ranks is always the current one."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("ランクと報酬のページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"ranks": Rank.objects.all()}


class CallSystemPage(BodyPage):
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("通話システムのページ")
