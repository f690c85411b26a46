from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts.models import User
from cast_portal.domain.errors import MemoChanged
from cast_portal.domain.memos import memos_about, save_memo
from cast_portal.forms.talk import MemoForm
from cast_portal.models import Memo
from cast_portal.views.portal import CastPageMixin
from kernel.errors import Refusal


class MemoView(CastPageMixin, FormView):
    """Saves a memo. A script that asks for JSON gets what stands then; a form goes back."""

    http_method_names = ["get", "post"]
    form_class = MemoForm
    template_name = "cast_portal/memo.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        accepted = ["text/html", "application/json"]
        self.wants_json = request.get_preferred_type(accepted) == "application/json"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For a script, the memos about these guests and the general one, under "".

        Without, where signing in again has led to: the memo stands on the dashboard.
        """
        if not self.wants_json:
            return HttpResponseRedirect(reverse("cast_portal:dashboard"))
        found = memos_about(self.cast, request.GET.getlist("guest"))
        return JsonResponse({memo.about: facts(memo) for memo in found})

    def form_valid(self, form: MemoForm) -> HttpResponse:
        try:
            memo = self.save(form)
        except MemoChanged as refusal:
            return self.ask_which(form, refusal)
        except Refusal as refusal:
            if self.wants_json:
                return self.not_saved(str(refusal.message))
            raise
        if self.wants_json:
            return JsonResponse(facts(memo))
        return HttpResponseRedirect(self.way_back(form.cleaned_data["next"]))

    def form_invalid(self, form: MemoForm) -> HttpResponse:
        if self.wants_json:
            return self.not_saved(_("保存できませんでした。メモは5,000文字までです。"))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def save(self, form: MemoForm) -> Memo:
        guest = form.cleaned_data["guest"]
        about = get_object_or_404(User, public_id=guest) if guest else None
        body, seen = form.cleaned_data["body"], form.cleaned_data["version"]
        return save_memo(self.cast, guest=about, body=body, seen=seen, now=self.now)

    def ask_which(self, form: MemoForm, refusal: MemoChanged) -> HttpResponse:
        """Both texts, and the version over which the writer's own may now be saved."""
        if self.wants_json:
            return JsonResponse(facts(refusal.memo), status=409)
        again = MemoForm(initial=form.cleaned_data | {"version": refusal.memo.version})
        context = self.get_context_data(form=again, other=refusal.memo, message=refusal.message)
        return self.render_to_response(context, status=409)

    def not_saved(self, message: str) -> HttpResponse:
        return JsonResponse({"message": message}, status=422)

    def way_back(self, path: str) -> str:
        allowed = url_has_allowed_host_and_scheme(path, {self.request.get_host()})
        return path if path and allowed else reverse("cast_portal:dashboard")


def facts(memo: Memo) -> dict[str, Any]:
    saved_at = date_format(localtime(memo.updated_at), "G:i")
    return {"body": memo.body, "version": memo.version, "saved_at": saved_at}
