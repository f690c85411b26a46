from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CastPortalConfig(AppConfig):
    name = "cast_portal"
    verbose_name = _("キャスト")

    def ready(self) -> None:
        from cast_portal import mails, receivers  # noqa: F401  (register kinds and listeners)
