from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from accounts.gates import cast_required
from kernel.forms import VerbFormView
from payouts.domain.accounts import account_of, set_bank_account
from payouts.domain.bank_search import find_banks, find_branches
from payouts.domain.errors import PayoutRefused
from payouts.forms import BankAccountForm, SuggestForm
from payouts.models import BankAccount


class BankAccountView(VerbFormView):
    request: Any
    template_name = "payouts/bank_account.html"
    form_class = BankAccountForm
    success_url = reverse_lazy("payouts:bank_account")

    @cached_property
    def account(self) -> BankAccount | None:
        return account_of(self.request.user.cast)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "user": self.request.user, "is_change": self.account is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cast=self.request.user.cast, now=timezone.now(), account=self.account, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.account and too_many_tries(request):
            message = _("変更の操作が続いたため、受付を一時停止しました。1時間後にお試しください。")
            raise PayoutRefused("too_many_tries", message)
        return super().post(request, *args, **kwargs)

    def perform(self, form: BankAccountForm) -> None:
        account = set_bank_account(
            self.request.user.cast, details=form.details(), now=timezone.now()
        )
        messages.success(self.request, said_of(account))


def too_many_tries(request: HttpRequest) -> bool:
    """Each change asks for the password: nobody may go on guessing it here."""
    return is_ratelimited(
        request, group="payouts.bank_account", key="user", rate="20/h", increment=True
    )


def said_of(account: BankAccount) -> str:
    if account.is_verified:
        return _("銀行口座を登録しました。")
    return _("銀行口座を登録しました。名義は事務局で確認します。")


@cast_required
def bank_search(request: HttpRequest) -> JsonResponse:
    form = SuggestForm(request.GET)
    return suggestions(find_banks(form.cleaned_data["q"]) if form.is_valid() else [])


@cast_required
def branch_search(request: HttpRequest) -> JsonResponse:
    """`within` is what stands in the bank's field; its branches only."""
    form = SuggestForm(request.GET)
    if not form.is_valid():
        return suggestions([])
    banks = find_banks(form.cleaned_data["within"])
    branches = find_branches(banks[0], form.cleaned_data["q"]) if len(banks) == 1 else []
    return suggestions(branches)


def suggestions(rows: list[Any]) -> JsonResponse:
    found = [{"code": row.code, "name": row.name, "kana": row.kana} for row in rows]
    return JsonResponse({"results": found})


bank_account = cast_required(BankAccountView.as_view())
