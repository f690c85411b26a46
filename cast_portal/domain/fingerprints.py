"""What finds an applicant's other entries, and who they may be."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cast_portal.domain.identity import read_decrypted
from cast_portal.domain.person_keys import email_key, person_key
from cast_portal.domain.picture_hash import picture_hash
from cast_portal.models import CastApplication


@dataclass(frozen=True)
class LookAlike:
    application: CastApplication
    signs: list[Promise]


def keep_fingerprints(application: CastApplication) -> None:
    if application.birth_date:
        application.person_key = person_key(
            application.last_name, application.first_name, application.birth_date
        )
    application.email_key = email_key(application.email)
    with application.profile_image.open() as picture:
        application.picture_hash = picture_hash(picture.read())
    application.save(update_fields=["person_key", "email_key", "picture_hash"])
    for document in application.documents.filter(picture_hash=""):
        document.picture_hash = picture_hash(read_decrypted(document.file_name))
        document.save(update_fields=["picture_hash"])


def look_alikes(application: CastApplication) -> list[LookAlike]:
    """Other entries, the newest first, that may be of the same person. Two queries."""
    own = set(application.documents.exclude(picture_hash="").values_list("picture_hash", flat=True))
    same = Q(documents__picture_hash__in=own)
    for field in ("person_key", "email_key", "picture_hash"):
        if value := getattr(application, field):
            same |= Q(**{field: value})
    others = CastApplication.objects.filter(same).exclude(pk=application.pk).distinct()
    others = others.select_related("decline_reason").prefetch_related("documents")
    return [
        LookAlike(other, list(signs(application, other, own)))
        for other in others.order_by("-created_at")[:20]
    ]


def signs(application: CastApplication, other: CastApplication, own: set[str]) -> Iterator[Promise]:
    if application.person_key and application.person_key == other.person_key:
        yield _("氏名と生年月日が同じ")
    if application.email_key and application.email_key == other.email_key:
        yield _("メールアドレスが同じ")
    if application.picture_hash and application.picture_hash == other.picture_hash:
        yield _("プロフィール画像が同じ")
    if own.intersection(document.picture_hash for document in other.documents.all()):
        yield _("身分証明書の画像が同じ")
