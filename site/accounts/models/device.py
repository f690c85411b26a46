from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.identifiers import new_public_id


class Device(models.Model):
    """A browser that is signed in. Neither its network address nor its full name is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    browser = models.CharField(_("ブラウザ"), max_length=30, blank=True)
    system = models.CharField(_("機種"), max_length=30, blank=True)
    first_seen_at = models.DateTimeField(_("ログイン"))
    last_seen_at = models.DateTimeField(_("最後の利用"))

    class Meta:
        verbose_name = _("ログイン中の端末")
        verbose_name_plural = _("ログイン中の端末")
        ordering = ["-last_seen_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.public_id
