from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, PublishingPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, LiveStatusTagColumn
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from cms_pages.domain.announcement_mails import progress_of
from cms_pages.enums import Audience
from cms_pages.models import Announcement, AnnouncementMailing


class AnnouncementForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = bool(cleaned.get("ranks"))
        wanted = cleaned.get("audience") == Audience.RANKS
        if wanted and not chosen:
            self.add_error("ranks", _("お知らせするランクを1つ以上選んでください。"))
        if chosen and not wanted:
            self.add_error(
                "ranks", _("ランクを選ぶときは、相手を「選んだランクのキャスト」にしてください。")
            )
        return cleaned


class AnnouncementIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Announcement]:
        return super().get_base_queryset().select_related("mailing")


class AnnouncementInspectView(InspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing = AnnouncementMailing.objects.filter(announcement=self.object).first()
        progress = progress_of(self.object) if mailing else {}
        return super().get_context_data(mailing=mailing, progress=progress, **kwargs)


def mailing_state(announcement: Announcement) -> str:
    """「120 / 300」, with a mark when it is done."""
    mailing = getattr(announcement, "mailing", None)
    if mailing is None:
        return str(_("公開後に送信") if announcement.sends_mail else "")
    return f"{mailing}{_('(終了)') if mailing.ended_at else _('(送信中)')}"


class AnnouncementViewSet(SnippetViewSet):
    model = Announcement
    icon = "info-circle"
    index_view_class = AnnouncementIndexView
    inspect_view_class = AnnouncementInspectView
    inspect_view_enabled = True
    inspect_template_name = "cms_pages/staff/announcement.html"
    inspect_view_fields = [
        "title",
        "audience",
        "ranks",
        "is_important",
        "sends_mail",
        "first_published_at",
        "go_live_at",
        "expire_at",
    ]
    list_display = [
        "title",
        Column("get_audience_display", label=_("相手"), sort_key="audience"),
        BooleanColumn("is_important", label=_("重要")),
        LiveStatusTagColumn(),
        DateColumn("expire_at", label=_("掲載終了")),
        Column("mailing", label=_("メール"), accessor=mailing_state),
    ]
    list_filter = ["audience", "is_important", "live"]

    @cached_property
    def edit_handler(self) -> ObjectList:
        return ObjectList(
            [
                FieldPanel("title"),
                FieldPanel("body"),
                FieldRowPanel(
                    [
                        FieldPanel("audience"),
                        FieldPanel("ranks", widget=CheckboxSelectMultiple),
                    ]
                ),
                FieldRowPanel([FieldPanel("is_important"), FieldPanel("sends_mail")]),
                PublishingPanel(),
            ],
            base_form_class=AnnouncementForm,
        )
