from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.views.snippets import SnippetViewSet

from cms_pages.models import Announcement, FAQCategory, Question
from cms_pages.staff.contacts import ContactViewSet
from cms_pages.staff.terms import TermsVersionViewSet


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
