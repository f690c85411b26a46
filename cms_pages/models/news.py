from typing import Any

from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms_pages.models.announcement import Announcement
from cms_pages.models.base import SitePage

SHOWN_ON_A_PAGE = 20


class NewsIndexPage(SitePage):
    """The public announcements. Each has a page of its own, which is a plain view."""

    template = "cms_pages/news_index_page.html"
    max_count = 1
    parent_page_types = ["cms_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("お知らせのページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = Announcement.objects.public().shown_at(timezone.now()).newest_first()
        listed = Paginator(shown, SHOWN_ON_A_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"announcements": listed}


@register_setting(icon="mail")
class NewsSettings(BaseGenericSetting):
    """How fast an announcement is mailed, which the mail provider's limits decide."""

    mails_per_minute = models.PositiveIntegerField(
        _("お知らせメールの速さ（1分あたりの通数）"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("メール配信サービスの上限より少なくしてください。"),
    )

    class Meta:
        verbose_name = _("お知らせの設定")
