from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalkRoomsConfig(AppConfig):
    name = "talk_rooms"
    verbose_name = _("トーク")

    def ready(self) -> None:
        from talk_rooms import (  # noqa: F401  (register kinds, listeners and a check)
            checks,
            mails,
            receivers,
        )
