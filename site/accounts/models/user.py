from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from kernel.identifiers import new_public_id
from kernel.one_line import no_control_characters


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        fields = {"role": Role.STAFF, "is_staff": True, "is_superuser": True} | fields
        return self.create_user(email, password, **fields)


class User(AbstractUser):
    """A person who signs in by e-mail. Family and given name are the real, private ones."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("メールアドレス"), unique=True)
    role = models.CharField(_("役割"), max_length=5, choices=Role.choices, default=Role.GUEST)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    public_name = models.CharField(
        _("表示名"), max_length=30, blank=True, validators=[no_control_characters]
    )
    last_name_kana = models.CharField(_("セイ"), max_length=50, blank=True)
    first_name_kana = models.CharField(_("メイ"), max_length=50, blank=True)
    left_at = models.DateTimeField(_("退会日時"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("ユーザー")
        verbose_name_plural = _("ユーザー")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(is_active=False), name="who_left_is_inactive"
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The name that may be shown anywhere; the real one is `legal_name`."""
        return self.public_name or f"{self.get_role_display()} #{self.pk}"

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def legal_name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def legal_name_kana(self) -> str:
        return f"{self.last_name_kana} {self.first_name_kana}".strip()
