from django.db import transaction
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from accounts.models import Guest, User
from kernel.locking import lock_row
from kernel.versions import refuse_unseen, version_of


def profile_of(user: User) -> dict[str, str]:
    guest = Guest.objects.filter(user=user).first() or Guest()
    words = {"introduction": guest.introduction, "topics": guest.topics}
    return {"public_name": user.public_name, **words}


def profile_version(user: User) -> str:
    return version_of(profile_of(user))


@transaction.atomic
def save_profile(
    user: User, *, public_name: str, introduction: str, topics: str, seen: str
) -> Guest:
    """What casts read about a guest before a talk; makes the profile if there is none yet.

    `seen` is the version that the writer had before them; refuses `changed_elsewhere`.
    """
    user = lock_row(user)
    refuse_gone(user)
    wanted = {"public_name": public_name, "introduction": introduction, "topics": topics}
    refuse_unseen(profile_of(user), wanted, seen=seen)
    user.public_name = public_name
    user.save(update_fields=["public_name"])
    guest, _ = Guest.objects.update_or_create(
        user=user, defaults={"introduction": introduction, "topics": topics}
    )
    log(guest, "guest_portal.save_profile", user=user)
    return guest
