from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from kernel.errors import Refusal
from kernel.forms import add_refusal
from payouts.domain.kana import to_bank_name, to_zengin_kana
from payouts.models.settings import CONSIGNOR


class PayoutSettingsForm(WagtailAdminModelForm):
    """Refuses at once what the bank file could not carry later."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.check("consignor_name", lambda text: to_zengin_kana(text, limit=40))
        self.check("bank_kana", to_bank_name)
        self.check("branch_kana", to_bank_name)
        return self.cleaned_data

    def check(self, name: str, convert: Any) -> None:
        text = self.cleaned_data.get(name)
        if not text:
            return
        try:
            convert(text)
        except Refusal as refusal:
            refusal.field = name
            add_refusal(self, refusal)


def panel(heading: Any, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


payout_settings_handler = ObjectList(
    [
        panel(_("請求"), "minimum_claim_yen", "absent_reward_percent"),
        panel(_("振込手数料"), "transfer_fee_yen", "fee_bearer"),
        panel(_("振込元の口座"), *CONSIGNOR),
        panel(
            _("振込データの形式"),
            "file_has_line_ends",
            "file_has_end_mark",
            "clearing_house_is_blank",
        ),
    ],
    base_form_class=PayoutSettingsForm,
)
