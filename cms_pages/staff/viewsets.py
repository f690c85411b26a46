from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.views.snippets import SnippetViewSet

from cms_pages.models import FAQCategory, Question
from cms_pages.staff.announcements import AnnouncementViewSet
from cms_pages.staff.contacts import ContactViewSet
from cms_pages.staff.terms import TermsVersionViewSet


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
