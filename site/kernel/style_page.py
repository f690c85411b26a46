"""Every part of the design system on one page, for the people who build and check pages."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

COLORS = [
    "paper",
    "surface",
    "sunken",
    "brand",
    "brand-soft",
    "accent",
    "accent-soft",
    "deep",
    "ok-soft",
    "info-soft",
    "warning-soft",
    "danger-soft",
]
RANKS = [
    ("blue", _("ブルー")),
    ("silver", _("シルバー")),
    ("gold", _("ゴールド")),
    ("platinum", _("プラチナ")),
    ("black", _("ブラック")),
]
SCHEMES = [("", _("端末に合わせる")), ("light", _("明るい")), ("dark", _("暗い"))]
TONES = [
    ("ok", _("完了")),
    ("info", _("お知らせ")),
    ("warning", _("確認待ち")),
    ("danger", _("失敗")),
]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("お名前"), help_text=_("サイトには表示されません。"))
    about = forms.CharField(label=_("自己紹介"), widget=forms.Textarea, required=False)
    day = forms.DateField(label=_("日付"), widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(label=_("種類"), choices=[("a", _("雑談")), ("b", _("相談"))])
    rank = forms.ChoiceField(label=_("ランク"), choices=RANKS[:3], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("話題"),
        choices=[("1", _("映画")), ("2", _("音楽")), ("3", _("旅行"))],
        widget=forms.CheckboxSelectMultiple,
    )
    amount = forms.IntegerField(label=_("金額"), required=False)
    picture = forms.FileField(label=_("写真"), required=False)
    consent = forms.BooleanField(label=_("同意します"))


def style_page(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("保存しました。"))
    messages.error(request, _("この操作はできませんでした。"))
    icons = sorted(path.stem for path in (settings.SITE_DIR / "templates" / "icons").glob("*.svg"))
    sample = SampleForm({"about": _("映画が好きです。"), "rank": "silver"})
    context = {
        "scheme": request.GET.get("scheme", ""),
        "schemes": SCHEMES,
        "colors": COLORS,
        "ranks": RANKS,
        "tones": TONES,
        "icons": icons,
        "form": sample,
    }
    return render(request, "shell/style_page.html", context)
