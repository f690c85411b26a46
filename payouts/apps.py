from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    name = "payouts"
    verbose_name = _("支払い")

    def ready(self) -> None:
        from payouts import listeners, mails  # noqa: F401  (registers its kinds)

        listeners.listen()
