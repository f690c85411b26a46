"""特定商取引法に基づく表記: what a seller at a distance must tell (the Act's Article 11)."""

from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText
from wagtail.search import index

from cms_pages.blocks.text import TermBlock
from cms_pages.facts import known_facts
from cms_pages.models.base import SitePage
from cms_pages.rich_text import FEATURES

# The names are listed beside the lead: seven times the whole list would hide the fields.
FACTS_TOO = _("{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。")


def prose_field(label: Any, explanation: Any) -> RichTextField:
    return RichTextField(
        label, features=FEATURES, validators=[known_facts], help_text=explanation + FACTS_TOO
    )


class Item(NamedTuple):
    term: Any
    text: str | RichText
    link: str = ""


class LegalNoticePage(SitePage):
    """Every mandatory item is a field, so that none can be forgotten."""

    seller = models.CharField(
        _("販売業者"), max_length=100, help_text=_("登記された会社名。個人事業の方は氏名。")
    )
    manager = models.CharField(
        _("運営統括責任者"), max_length=60, help_text=_("責任者の氏名。役職を添えても構いません。")
    )
    address = models.TextField(
        _("所在地"), max_length=200, help_text=_("郵便番号、都道府県から建物名まで。改行できます。")
    )
    phone = models.CharField(
        _("電話番号"), max_length=20, help_text=_("確実に連絡のつく番号。例：03-1234-5678")
    )
    email = models.EmailField(_("メールアドレス"), help_text=_("お問い合わせを受け付けるアドレス"))
    hours = models.CharField(
        _("受付時間"), max_length=100, help_text=_("例：平日 10:00〜18:00（土日祝日を除く）")
    )
    price = prose_field(
        _("販売価格"), _("料金の決まり方と表示される場所。税込みの金額かどうかも。")
    )
    extra_charges = prose_field(
        _("商品代金以外の必要料金"), _("通信料など、お客様が別に負担されるもの。")
    )
    payment_methods = prose_field(_("支払方法"), _("使えるお支払い方法をすべて。"))
    payment_timing = prose_field(_("支払時期"), _("お支払いが確定するとき、引き落としの時期など。"))
    delivery = prose_field(
        _("サービスの提供時期"), _("お申し込みから、いつサービスを受けられるか。")
    )
    cancellation = prose_field(
        _("キャンセル・返金"), _("できる期限、返金の条件と方法。返金しない場合はその旨も。")
    )
    requirements = prose_field(_("動作環境"), _("必要な機器、ブラウザ、通信環境。"))
    more = StreamField(
        [("item", TermBlock(label=_("項目"), icon="list-ul"))],
        verbose_name=_("そのほかの項目"),
        blank=True,
        help_text=_("許認可の番号など、必要に応じて加える項目。最後に並びます。"),
    )

    who = ("seller", "manager", "address", "phone", "email", "hours")
    what = (
        "price",
        "extra_charges",
        "payment_methods",
        "payment_timing",
        "delivery",
        "cancellation",
        "requirements",
    )
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in who], _("事業者")),
        MultiFieldPanel([FieldPanel(name) for name in what], _("料金と取引の条件")),
        FieldPanel("more"),
    ]
    search_fields = [
        *SitePage.search_fields,
        *(index.SearchField(name) for name in (*who, *what, "more")),
    ]
    parent_page_types = ["cms_pages.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("特定商取引法に基づく表記")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"seller_items": self.seller_items(), "sale_items": self.sale_items()}

    def seller_items(self) -> list[Item]:
        links = {"phone": f"tel:{self.phone}", "email": f"mailto:{self.email}"}
        return [
            Item(self.label(name), getattr(self, name), links.get(name, "")) for name in self.who
        ]

    def sale_items(self) -> list[Item]:
        return [Item(self.label(name), RichText(getattr(self, name))) for name in self.what]

    def label(self, name: str) -> Any:
        return self._meta.get_field(name).verbose_name
