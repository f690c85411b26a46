"""Links that set a password. Imported by allauth only, once its own forms exist."""

from datetime import timedelta

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from django.utils.http import base36_to_int

from accounts.models import User

RESET_LASTS = timedelta(hours=3)


class PasswordLinks(EmailAwarePasswordResetTokenGenerator):
    """PASSWORD_RESET_TIMEOUT is for a new cast's first password; a reset lasts hours only."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        if user is None or token is None or not super().check_token(user, token):
            return False
        return not user.has_usable_password() or self.age(token) <= RESET_LASTS

    def age(self, token: str) -> timedelta:
        made_at = base36_to_int(token.split("-")[0])
        return timedelta(seconds=self._num_seconds(self._now()) - made_at)
