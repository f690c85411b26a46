from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cast_portal.models import Cast, Category
from kernel.identifiers import new_public_id
from kernel.locking import lock_row

LINK_FIELDS = ("website_url", "sns_url_1", "sns_url_2", "sns_url_3")
TEXT_FIELDS = ("introduction", "career", "topics", *LINK_FIELDS)


@dataclass(frozen=True)
class Profile:
    """What a cast tells guests. `image` is a new JPEG; None keeps the old one."""

    introduction: str
    career: str
    topics: str = ""
    website_url: str = ""
    sns_url_1: str = ""
    sns_url_2: str = ""
    sns_url_3: str = ""
    languages: Iterable[str] = ()
    categories: Iterable[Category] = field(default_factory=list)
    image: bytes | None = None


@dataclass(frozen=True)
class Completeness:
    """How much of a profile is there, in percent, and what would help guests most, in words."""

    percent: int
    missing: list[Any]


def completeness_of(cast: Cast) -> Completeness:
    parts = {
        _("プロフィール画像"): cast.image,
        _("自己紹介"): cast.introduction,
        _("経歴"): cast.career,
        _("話せる話題"): cast.topics,
        _("話せる言語"): cast.languages,
        _("サイトまたはSNSのリンク"): cast.links,
    }
    missing = [name for name, value in parts.items() if not value]
    return Completeness(100 * (len(parts) - len(missing)) // len(parts), missing)


@transaction.atomic
def update_profile(cast: Cast, *, profile: Profile) -> Cast:
    user = cast.user
    cast = lock_row(cast)
    for name in TEXT_FIELDS:
        setattr(cast, name, getattr(profile, name))
    cast.languages = list(profile.languages)
    changed = [*TEXT_FIELDS, "languages"]
    if profile.image:
        replace_image(cast, profile.image)
        changed.append("image")
    cast.save(update_fields=changed)
    cast.categories.set(profile.categories)
    log(cast, "cast_portal.update_profile", user=user)
    return cast


def replace_image(cast: Cast, jpeg: bytes) -> None:
    if cast.image:
        # Only once the new one counts; a rollback must find the old file in its place.
        transaction.on_commit(partial(cast.image.storage.delete, str(cast.image.name)))
    cast.image = ContentFile(jpeg, name=f"{new_public_id()}.jpg")
