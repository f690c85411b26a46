from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from accounts.gates import cast_required
from kernel.forms import VerbFormView
from payouts.domain.accounts import account_of
from payouts.domain.claims import claim_rewards
from payouts.domain.queries import claims_of, open_claim, tally
from payouts.forms import ClaimForm, TallyForm

CLAIMS_PER_PAGE = 20


class ClaimsView(VerbFormView):
    """請求集計・申請: what can be claimed, its total on request, and the claims made so far."""

    request: Any
    template_name = "payouts/claims.html"
    form_class = ClaimForm
    # With a place of its own: browsers keep that of the total, and the answer stands above it.
    success_url = format_lazy("{}#main", reverse_lazy("payouts:claims"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = self.request.user.cast
        asked = TallyForm(self.request.GET)
        is_tallied = self.request.method == "POST" or (
            asked.is_valid() and asked.cleaned_data["tally"]
        )
        claims = Paginator(claims_of(cast), CLAIMS_PER_PAGE)
        return super().get_context_data(
            cast=cast,
            now=timezone.now(),
            tally=tally(cast),
            is_tallied=is_tallied,
            account=account_of(cast),
            open_claim=open_claim(cast),
            claims=claims.get_page(self.request.GET.get("page")),
            **kwargs,
        )

    def perform(self, form: ClaimForm) -> None:
        claim = claim_rewards(self.request.user.cast, now=timezone.now())
        message = _("請求を申請しました。申請番号は %(number)s です。")
        messages.success(self.request, message % {"number": claim.public_id})


claims = cast_required(ClaimsView.as_view())
