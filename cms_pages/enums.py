from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    EVERYONE = "everyone", _("すべての方")
    CASTS = "casts", _("キャスト")
    GUESTS = "guests", _("ゲスト")
