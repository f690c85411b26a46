from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("メール")

    def ready(self) -> None:
        from notices import account_mails, receivers  # noqa: F401  (register kinds and listeners)
        from notices.domain.texts import ensure_mail_texts

        post_migrate.connect(ensure_mail_texts, sender=self)
