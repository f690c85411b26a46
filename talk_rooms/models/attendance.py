from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talk_rooms.enums import CallPath, CallQuality
from talk_rooms.models.talk import Talk


class Attendance(models.Model):
    """One stay of one person in the room, from socket open to socket closed.

    What the window told of its call is a sum since that window opened, over all its stays;
    a window that told nothing has no `connected_seconds`. While the seat is taken, `seen_at`
    follows the clock; stays from before that was kept have none.
    """

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    joined_at = models.DateTimeField(_("入室"))
    media_at = models.DateTimeField(_("相手の映像・音声が届いた時刻"), null=True, blank=True)
    seen_at = models.DateTimeField(_("最後に在室を確認した時刻"), null=True, blank=True)
    left_at = models.DateTimeField(_("退室"), null=True, blank=True)
    left_on_purpose = models.BooleanField(_("自分で退室した"), default=False)
    window = models.CharField(_("ウィンドウ"), max_length=32, blank=True)
    path = models.CharField(_("通話の経路"), max_length=6, choices=CallPath.choices, blank=True)
    quality = models.CharField(
        _("最後の通話品質"), max_length=4, choices=CallQuality.choices, blank=True
    )
    restarts = models.PositiveSmallIntegerField(_("つなぎ直した回数"), default=0)
    connected_seconds = models.PositiveIntegerField(
        _("相手が届いていた秒数"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("入室記録")
        verbose_name_plural = _("入室記録")
        ordering = ["joined_at"]
        constraints = [
            # A second window takes the seat over, so a person sits in a room once at most.
            models.UniqueConstraint(
                fields=["talk", "user"],
                condition=Q(left_at__isnull=True),
                name="one_open_seat_per_person_and_talk",
            )
        ]
        indexes = [models.Index(fields=["talk", "joined_at"], name="attendances_of_talk")]

    def __str__(self) -> str:
        return f"{self.talk_id}: {self.user_id}"

    @property
    def is_cut_off(self) -> bool:
        """Nobody saw it end: the server stopped, and it was closed as of when it was last seen."""
        return self.left_at is not None and self.left_at == self.seen_at
