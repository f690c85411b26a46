from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from payouts.domain.queries import waiting_work


class PayoutPanel(Component):
    """What waits for the office in payouts, on the admin's first page."""

    name = "payouts"
    template_name = "payouts/staff/home_panel.html"
    order = 130

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"work": waiting_work()}


def add_payout_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("payouts.change_claim"):
        panels.append(PayoutPanel())
