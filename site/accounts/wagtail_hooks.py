from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_terms_log(actions: LogActionRegistry) -> None:
    actions.register_action(
        "accounts.ask_for_renewed_consent",
        _("再同意をお願いする"),
        _("この版への同意を、あらためてお願いしました"),
    )
