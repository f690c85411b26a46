from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.identifiers import new_public_id


class EntryDraft(models.Model):
    """An entry that is still being written. What was typed is in `answers`, encrypted.

    `pictures` names encrypted files below IDENTITY_ROOT by form field.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("メールアドレス"), unique=True)
    answers = models.TextField(blank=True)
    pictures = models.JSONField(default=dict, blank=True)
    confirmed_at = models.DateTimeField(_("メールアドレスの確認日時"), null=True, blank=True)
    created_at = models.DateTimeField(_("作成日時"))
    changed_at = models.DateTimeField(_("最終更新日時"))
    expires_at = models.DateTimeField(_("有効期限"), db_index=True)

    class Meta:
        verbose_name = _("入力中の応募")
        verbose_name_plural = _("入力中の応募")
        default_permissions = ()

    def __str__(self) -> str:
        return self.public_id
