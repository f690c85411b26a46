from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from cast_portal.domain.memos import memo_of, memos_matching
from cast_portal.forms.talk import MemoSearchForm
from cast_portal.models import Memo
from cast_portal.views.portal import CastPageMixin

MEMOS_ON_A_PAGE = 10


class MemosView(CastPageMixin, TemplateView):
    template_name = "cast_portal/memos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MemoSearchForm(self.request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = memos_matching(self.cast, words)
        page = Paginator(found, MEMOS_ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(form=form, words=words, page=page, **kwargs)


class MemoExportView(CastPageMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        """All memos as one text file, the general one first."""
        memos = [memo_of(self.cast, None), *memos_matching(self.cast, "")]
        text = "\n\n".join(lines_of(memos))
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="memos.txt"'
        return response


def lines_of(memos: list[Memo]) -> Iterator[str]:
    for memo in memos:
        if memo.body:
            about = _("%(name)sさん") % {"name": memo.guest} if memo.guest else _("メモ")
            day = date_format(localtime(memo.updated_at), "Y年n月j日 G:i")
            yield f"■ {about}（{day}）\n{memo.body}"
