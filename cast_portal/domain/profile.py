from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.domain.presence import refuse_gone
from cast_portal.domain.own_events import tell_desk
from cast_portal.models import Cast, Category
from kernel.locking import lock_row
from kernel.versions import refuse_unseen, version_of

LINK_FIELDS = ("website_url", "sns_url_1", "sns_url_2", "sns_url_3")
TEXT_FIELDS = ("introduction", "career", "topics", *LINK_FIELDS)


@dataclass(frozen=True)
class Profile:
    """What a cast tells guests in words."""

    introduction: str
    career: str
    topics: str = ""
    website_url: str = ""
    sns_url_1: str = ""
    sns_url_2: str = ""
    sns_url_3: str = ""
    languages: Iterable[str] = ()
    categories: Iterable[Category] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """As a form takes them and a version names them."""
        words = {name: getattr(self, name) for name in TEXT_FIELDS}
        categories = sorted(category.pk for category in self.categories)
        return words | {"languages": sorted(self.languages), "categories": categories}


@dataclass(frozen=True)
class Part:
    """One thing that guests look for: the field that holds it, its name, what it is good for."""

    field: str
    label: Any
    reason: Any


@dataclass(frozen=True)
class Completeness:
    """How much of a profile is there, in percent, and what is not, the most helpful first."""

    percent: int
    missing: list[Part]


PARTS = {
    "main_picture": Part(
        "main_picture", _("写真"), _("お顔がわかると、ゲストが安心して予約できます。")
    ),
    "introduction": Part(
        "introduction", _("自己紹介"), _("どんなトークになるかが、ゲストに伝わります。")
    ),
    "career": Part("career", _("経歴"), _("何を相談できる方なのかが、ゲストに伝わります。")),
    "topics": Part("topics", _("話せる話題"), _("同じ話題に関心のあるゲストの目に留まります。")),
    "languages": Part("languages", _("話せる言語"), _("話せる言葉で選ぶゲストの目に留まります。")),
    "links": Part("website_url", _("サイトまたはSNSのリンク"), _("ふだんの活動を見てもらえます。")),
}


def completeness_of(cast: Cast) -> Completeness:
    missing = [part for name, part in PARTS.items() if not getattr(cast, name)]
    return Completeness(100 * (len(PARTS) - len(missing)) // len(PARTS), missing)


def profile_of(cast: Cast) -> Profile:
    words = {name: getattr(cast, name) for name in TEXT_FIELDS}
    return Profile(**words, languages=cast.languages, categories=cast.categories.all())


def profile_version(cast: Cast) -> str:
    return version_of(profile_of(cast).values())


@transaction.atomic
def update_profile(cast: Cast, *, profile: Profile, seen: str) -> Cast:
    """`seen` is the version that the writer had before them; refuses `changed_elsewhere`."""
    cast = lock_row(cast)
    refuse_gone(cast.user)
    refuse_unseen(profile_of(cast).values(), profile.values(), seen=seen)
    for name in TEXT_FIELDS:
        setattr(cast, name, getattr(profile, name))
    cast.languages = list(profile.languages)
    cast.save(update_fields=[*TEXT_FIELDS, "languages"])
    cast.categories.set(profile.categories)
    log(cast, "cast_portal.update_profile", user=cast.user)
    tell_desk(cast.user.public_id)
    return cast
