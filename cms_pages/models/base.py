from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.images.models import Rendition
from wagtail.models import Page
from wagtail.search import index

from cms_pages.facts import HELP, Facts, known_facts
from kernel.structured_data import Crumb, home

# Laid on white, because a transparent picture would turn black as a JPEG.
SHARE_PICTURE = "fill-1200x630|bgcolor-ffffff|format-jpeg|jpegquality-82"

SEO_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", help_text=_("アドレスの最後の部分。公開後は変えないでください。")),
            FieldPanel(
                "seo_title",
                help_text=_("検索結果やタブに出る題名。空ならページの題名を使います。"),
            ),
            FieldPanel(
                "search_description",
                help_text=_(
                    "検索結果や共有したときに出る説明。80〜120字が目安です。空ならリード文を使います。"
                ),
            ),
            FieldPanel("share_image"),
        ],
        _("検索と共有"),
    )
]


# What editors may write as {{name}}, with the values of today, in reach while they write.
FACTS_PANEL = HelpPanel(template="cms_pages/staff/facts.html", heading=_("文章に使える設定値"))


class SitePage(Page):
    """What all our page types share: a lead, search words and facts for their texts."""

    lead = models.TextField(
        _("リード文"), max_length=300, blank=True, validators=[known_facts], help_text=HELP
    )

    share_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("共有用の画像"),
        help_text=_(
            "SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。"
            "空ならサイト共通の画像を使います。"
        ),
    )

    content_panels = [
        FieldPanel("title", help_text=_("ページの題名（見出し）")),
        FieldPanel("lead"),
    ]
    promote_panels = [*SEO_PANELS, FACTS_PANEL]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = Facts(request)
        context["trail"] = self.trail(request)
        context["share_picture"] = self.share_picture()
        return context

    @property
    def description(self) -> str:
        return self.search_description or self.lead

    def clean(self) -> None:
        super().clean()
        try:
            known_facts(self.search_description)
        except ValidationError as error:
            raise ValidationError({"search_description": error}) from error

    def share_picture(self) -> Rendition | None:
        return self.share_image.get_rendition(SHARE_PICTURE) if self.share_image else None

    def trail(self, request: HttpRequest) -> list[Crumb]:
        """The way from home to this page; only home itself on the home page."""
        pages = self.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth")
        below_home = [Crumb(page.title, page.get_url(request) or "") for page in pages[1:]]
        return [home(), *below_home]
