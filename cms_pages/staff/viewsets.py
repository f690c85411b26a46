from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import TermsVersion
from cms_pages.models import Announcement, FAQCategory, Question
from cms_pages.staff.contacts import ContactViewSet


class AnnouncementViewSet(SnippetViewSet):
    model = Announcement
    icon = "info-circle"
    list_display = [
        "title",
        Column("get_audience_display", label=_("相手"), sort_key="audience"),
        BooleanColumn("is_important", label=_("重要")),
        LiveStatusTagColumn(),
        DateColumn("expire_at", label=_("掲載終了")),
    ]
    list_filter = ["audience", "is_important", "live"]


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    list_display = [
        "question",
        Column("category", label=_("カテゴリー"), sort_key="category__order"),
        BooleanColumn("is_featured", label=_("注目")),
        LiveStatusTagColumn(),
    ]
    list_filter = ["category", "is_featured", "live"]


class FAQCategoryViewSet(SnippetViewSet):
    model = FAQCategory
    icon = "folder"
    list_display = ["name", "slug", "order"]


class TermsVersionViewSet(ModelViewSet):
    model = TermsVersion
    name = "terms_versions"
    icon = "doc-full"
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["title"]
    list_display = [
        "title",
        Column("get_kind_display", label=_("種類"), sort_key="kind"),
        Column("version", label=_("版"), sort_key="version"),
        DateColumn("published_at", label=_("公開日時"), sort_key="published_at"),
    ]
    list_filter = ["kind"]
    inspect_view_fields = ["kind", "version", "title", "published_at", "body_html"]


class SiteTextsGroup(ViewSetGroup):
    menu_label = _("お知らせ・窓口")
    menu_icon = "comment"
    menu_order = 150
    items = (
        AnnouncementViewSet,
        ContactViewSet,
        QuestionViewSet,
        FAQCategoryViewSet,
        TermsVersionViewSet,
    )
