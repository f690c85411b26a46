from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestPortalConfig(AppConfig):
    name = "guest_portal"
    verbose_name = _("ゲスト")

    def ready(self) -> None:
        from guest_portal import receivers  # noqa: F401  (registers its listeners)
