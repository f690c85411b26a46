from django.db import transaction
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from accounts.models import Guest, User
from kernel.locking import lock_row


@transaction.atomic
def save_profile(user: User, *, public_name: str, introduction: str, topics: str) -> Guest:
    """What casts read about a guest before a talk; makes the profile if there is none yet."""
    user = lock_row(user)
    refuse_gone(user)
    user.public_name = public_name
    user.save(update_fields=["public_name"])
    guest, _ = Guest.objects.update_or_create(
        user=user, defaults={"introduction": introduction, "topics": topics}
    )
    log(guest, "guest_portal.save_profile", user=user)
    return guest
