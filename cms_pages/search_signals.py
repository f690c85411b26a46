from typing import Any

from django.db.models.signals import post_save

from cast_portal.models import CastPortalSettings
from cms_pages.domain.searchable import follow_settings, keep_searchable, searchable_models
from payouts.models import PayoutSettings
from talk_rooms.models import TalkRoomSettings


def connect() -> None:
    for model in searchable_models():
        post_save.connect(after_writing, sender=model)
    for settings in (CastPortalSettings, TalkRoomSettings, PayoutSettings):
        post_save.connect(after_setting, sender=settings)


def after_writing(instance: Any, **kwargs: Any) -> None:
    keep_searchable(instance)


def after_setting(**kwargs: Any) -> None:
    follow_settings()
