from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from cast_portal.domain.casts import change_listing, change_rank
from cast_portal.forms.staff import ListingForm, RankForm
from cast_portal.models import Cast, Rank
from cast_portal.staff.invitations import MAY_INVITE
from cast_portal.staff.moves import StaffMove
from kernel.registers import ReadOnlyPermissions

MAY_CHANGE = "cast_portal.change_cast"


class CastInspectView(InspectView):
    page_title = _("キャスト")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = self.instance
        listed = "yes" if cast.is_listed else "no"
        return super().get_context_data(
            cast=cast,
            may_change=self.request.user.has_perm(MAY_CHANGE),
            rank_form=RankForm(initial={"rank": cast.rank}, auto_id="rank-%s"),
            listing_form=ListingForm(initial={"is_listed": listed}, auto_id="listing-%s"),
            may_invite=self.request.user.has_perm(MAY_INVITE),
            invitations=cast.invitations.select_related("rank", "previous_rank", "invited_by"),
            entries=registry.get_logs_for_instance(cast).select_related("user")[:20],
            **kwargs,
        )


class RankFilter(admin.SimpleListFilter):
    # The stock filter over a relation asks Django's own admin site, which is not installed.
    title = _("報酬ランク")
    parameter_name = "rank"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return list(Rank.objects.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cast]) -> QuerySet[Cast]:
        return queryset.filter(rank__slug=self.value()) if self.value() else queryset


class CastRegister(ModelAdmin):
    """Every cast, to read; rank and listing change through a verb with a reason."""

    model = Cast
    base_url_path = "casts"
    menu_label = _("キャスト")
    menu_icon = "group"
    menu_order = 200
    permission_helper_class = ReadOnlyPermissions
    inspect_view_enabled = True
    inspect_view_class = CastInspectView
    inspect_template_name = "cast_portal/staff/cast.html"
    list_display = ("name", "rank", "listing", "created_at")
    list_select_related = ("user", "rank")
    list_filter = (RankFilter, "is_listed")
    list_export = ("public_id", "name", "rank", "is_listed", "created_at")
    search_fields = ("user__public_name", "user__public_id", "user__email")
    ordering = ("-created_at",)

    @admin.display(description=_("キャスト名"), ordering="user__public_name")
    def name(self, cast: Cast) -> str:
        return str(cast.user)

    @admin.display(description=_("一覧への公開"), ordering="is_listed")
    def listing(self, cast: Cast) -> str:
        # In words: the stock column for a boolean draws an icon of Django's own admin.
        return gettext("公開中") if cast.is_listed else gettext("非公開")

    @admin.display(description=_("キャストの番号"))
    def public_id(self, cast: Cast) -> str:
        return cast.user.public_id


class CastMove(StaffMove):
    permission_required = MAY_CHANGE

    @cached_property
    def cast(self) -> Cast:
        return get_object_or_404(Cast.objects.select_related("user"), pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return CastRegister().url_helper.get_action_url("inspect", self.cast.pk)


class ChangeRankView(CastMove):
    form_class = RankForm
    title = _("ランクの変更")
    done = _("ランクを変更しました。これからの予約に適用されます。")

    def perform(self, form: RankForm) -> None:
        change_rank(
            self.cast,
            rank=form.cleaned_data["rank"],
            by=self.staff,
            reason=form.cleaned_data["reason"],
        )


class ChangeListingView(CastMove):
    form_class = ListingForm
    title = _("一覧への公開")
    done = _("一覧への公開を変更しました。")

    def perform(self, form: ListingForm) -> None:
        change_listing(
            self.cast,
            is_listed=form.cleaned_data["is_listed"],
            by=self.staff,
            reason=form.cleaned_data["reason"],
        )


def cast_urls() -> list[URLPattern]:
    return [
        path("casts/<int:pk>/rank/", ChangeRankView.as_view(), name="cast_portal_change_rank"),
        path(
            "casts/<int:pk>/listing/",
            ChangeListingView.as_view(),
            name="cast_portal_change_listing",
        ),
    ]
