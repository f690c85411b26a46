from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import AddressSide
from kernel.identifiers import new_public_id

CHANGE_LASTS = timedelta(hours=24)


class AddressChange(models.Model):
    """A wish for another mail address, waiting for the word of the old and of the new one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_change"
    )
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    new_email = models.EmailField(_("新しいメールアドレス"))
    asked_at = models.DateTimeField(_("申し込み日時"))
    old_confirmed_at = models.DateTimeField(_("現在のアドレスの確認日時"), null=True)
    new_confirmed_at = models.DateTimeField(_("新しいアドレスの確認日時"), null=True)

    class Meta:
        verbose_name = _("メールアドレスの変更")
        verbose_name_plural = _("メールアドレスの変更")
        default_permissions = ()

    def __str__(self) -> str:
        return self.public_id

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + CHANGE_LASTS

    def confirmed_at(self, side: AddressSide) -> datetime | None:
        return self.old_confirmed_at if side == AddressSide.OLD else self.new_confirmed_at

    @property
    def is_confirmed(self) -> bool:
        return all(self.confirmed_at(side) for side in AddressSide)
