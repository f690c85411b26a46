from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cast_portal.models import Category, ClosedDay, Rank, ScreeningReason


class RankViewSet(SnippetViewSet):
    model = Rank
    icon = "pick"
    list_display = ["name", "reward_yen", "price_points", "is_by_invitation", "order"]
    ordering = ["order"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("reward_yen"), FieldPanel("price_points")]),
        FieldPanel("is_by_invitation"),
    ]


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    list_display = ["name", "slug", "order"]
    ordering = ["order", "pk"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("slug"), FieldPanel("order")])]


class ScreeningReasonViewSet(SnippetViewSet):
    model = ScreeningReason
    icon = "clipboard-list"
    list_display = ["label", "use", "is_active", "order"]
    list_filter = ["use", "is_active"]
    ordering = ["use", "order", "pk"]
    panels = [
        FieldRowPanel([FieldPanel("use"), FieldPanel("code"), FieldPanel("order")]),
        FieldPanel("label"),
        FieldPanel("applicant_text"),
        FieldPanel("erases_picture"),
        FieldPanel("is_active"),
    ]


class ClosedDayViewSet(SnippetViewSet):
    model = ClosedDay
    icon = "calendar-alt"
    list_display = ["day", "note"]
    ordering = ["-day"]
    panels = [FieldRowPanel([FieldPanel("day"), FieldPanel("note")])]


class CatalogueGroup(SnippetViewSetGroup):
    items = (RankViewSet, CategoryViewSet, ScreeningReasonViewSet, ClosedDayViewSet)
    menu_label = _("マスタ管理")
    menu_icon = "pick"
    menu_order = 250
