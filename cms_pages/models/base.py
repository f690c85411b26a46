from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms_pages.facts import HELP, Facts, known_facts

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
                help_text=_("検索結果や共有したときに出る説明。80〜120字が目安です。"),
            ),
        ],
        _("検索と共有"),
    )
]


class SitePage(Page):
    """What all our page types share: a lead, search words and facts for their texts."""

    lead = models.TextField(
        _("リード文"), max_length=300, blank=True, validators=[known_facts], help_text=HELP
    )

    content_panels = [
        FieldPanel("title", help_text=_("ページの題名(見出し)")),
        FieldPanel("lead"),
    ]
    promote_panels = SEO_PANELS
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = Facts(request)
        context["trail"] = self.trail()
        return context

    def trail(self) -> list[Page]:
        """The pages from home down to the parent; empty on the home page."""
        return list(self.get_ancestors().filter(depth__gt=1).order_by("depth"))
