from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talk_rooms.enums import Browser, CallTestVerdict, System
from talk_rooms.models.talk import Talk


class CallTest(models.Model):
    """What one person's camera, microphone, speaker and connection were found to be."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="call_tests"
    )
    talk = models.ForeignKey(
        Talk, on_delete=models.CASCADE, related_name="call_tests", null=True, blank=True
    )
    verdict = models.CharField(_("結果"), max_length=7, choices=CallTestVerdict.choices)
    tested_at = models.DateTimeField(_("テストした日時"))
    browser = models.CharField(_("ブラウザ"), max_length=7, choices=Browser.choices)
    system = models.CharField(_("端末"), max_length=7, choices=System.choices)
    # One `call_paths.PathResult` each; no addresses, no names of devices.
    paths = models.JSONField(_("接続の経路"), default=list)

    class Meta:
        verbose_name = _("通話テスト")
        verbose_name_plural = _("通話テスト")
        ordering = ["tested_at", "pk"]
        indexes = [
            models.Index(fields=["user", "tested_at"], name="call_tests_of_user"),
            models.Index(fields=["tested_at"], name="call_tests_to_purge"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.verdict}"

    @property
    def is_passed(self) -> bool:
        """A call is possible, if perhaps without a camera."""
        return self.verdict != CallTestVerdict.BAD
