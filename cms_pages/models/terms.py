from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail.search import index

from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cms_pages.facts import HELP, Facts, fill_facts, known_facts
from cms_pages.models.base import SitePage
from cms_pages.rich_text import LONG_FEATURES, with_anchors


class TermsPage(RoutablePageMixin, SitePage):
    """Publishing adds a `TermsVersion`; visitors read that version, the one they accept."""

    kind = models.CharField(
        _("規約の種類"),
        max_length=10,
        choices=TermsKind.choices,
        unique=True,
        help_text=_("同意の記録は、この種類ごとに残ります。"),
    )
    body = RichTextField(
        _("本文"),
        features=LONG_FEATURES,
        validators=[known_facts],
        help_text=_(
            "公開すると新しい版になります。以前の版はそのまま残り、いつでも読めます。"
            "設定値は公開した時点の値で固定されます。"
        )
        + HELP,
    )

    changes = models.TextField(
        _("変更点"),
        max_length=1000,
        blank=True,
        help_text=_(
            "前の版から変わったことを、1行に1つずつ。版の一覧と、再同意をお願いする画面に表示します。"
            "書き直さずに次の版を公開したときは、その版の変更点は空になります。"
        ),
    )

    content_panels = [
        HelpPanel(template="cms_pages/staff/terms_page_help.html"),
        *SitePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("body"),
        FieldPanel("changes"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    parent_page_types = ["cms_pages.HomePage", "cms_pages.StandardPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("規約")

    @cached_property
    def versions(self) -> list[TermsVersion]:
        """Newest first, without their texts."""
        return list(TermsVersion.objects.filter(kind=self.kind).defer("body_html"))

    def body_html(self) -> str:
        """The wording as it is now, with its facts filled in for good."""
        return fill_facts(RichText(self.body), Facts())

    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        return self.render(request, context_overrides=self.shown(self.versions[:1]))

    @path("versions/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        wanted = [one for one in self.versions if one.version == number]
        if not wanted:
            raise Http404
        return self.render(request, context_overrides=self.shown(wanted))

    def shown(self, versions: list[TermsVersion]) -> dict[str, Any]:
        version = next(iter(versions), None)
        return {
            "version": version,
            "is_old_version": version is not None and version not in self.versions[:1],
            **self.laid_out(version.body_html if version else self.body_html()),
        }

    @staticmethod
    def laid_out(words: str) -> dict[str, Any]:
        html, headings = with_anchors(words)
        return {"body_html": html, "headings": headings}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft's own words: no version of them exists yet."""
        request.is_preview = True  # type: ignore[attr-defined]
        return self.render(request, context_overrides=self.laid_out(self.body_html()))
