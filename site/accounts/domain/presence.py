"""Whether somebody is still there. Asked under a lock that `leave` takes, too."""

from django.utils.translation import gettext_lazy as _

from accounts.domain.errors import PersonGone
from accounts.models import User


def refuse_gone(person: User) -> None:
    """`person_gone`. The row is as it stands under the lock: nobody leaves at the same moment."""
    if person.left_at:
        raise PersonGone("person_gone", _("退会された方のアカウントのため、この操作はできません。"))
