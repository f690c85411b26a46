from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from accounts.models import User
from cast_portal.domain.entry import Entry, confirm_address, submit_entry
from cast_portal.domain.images import document_picture, portrait_picture
from cast_portal.enums import DocumentKind, DocumentPart
from cast_portal.models import CastApplication
from tests.factories import NOW, CategoryFactory, RankFactory, UserFactory, make_screening
from tests.images import draw_licence, draw_portrait

FRONT, BACK = draw_licence("front"), draw_licence("back")
PORTRAIT = draw_portrait()
SMALL_FRONT = document_picture(BytesIO(FRONT))
SMALL_BACK = document_picture(BytesIO(BACK))
SMALL_PORTRAIT = portrait_picture(BytesIO(PORTRAIT))


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IDENTITY_ROOT = tmp_path / "identity"
    cache.clear()


@pytest.fixture(autouse=True)
def world_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def terms(db):
    return [
        publish_terms(kind, title=kind.label, body_html="<p>本文</p>", now=NOW)
        for kind in (TermsKind.CAST, TermsKind.PRIVACY)
    ]


@pytest.fixture
def gold(db):
    return RankFactory()


@pytest.fixture
def blue(db):
    return RankFactory(name="ブルー", slug="blue", order=1, reward_yen=300, price_points=500)


@pytest.fixture
def platinum(db):
    return RankFactory(
        name="プラチナ",
        slug="platinum",
        order=4,
        reward_yen=900,
        price_points=1500,
        is_by_invitation=True,
    )


@pytest.fixture
def category(db):
    return CategoryFactory()


def verified_guest(email: str) -> User:
    """Somebody who signed up and has opened the link in the mail."""
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def unverified_guest(email: str) -> User:
    """A sign-up that anybody could have made with this address."""
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=False, primary=True)
    return user


def upload(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=kind)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture
def posted(terms, gold, category):
    """posted(**changes): what the browser sends; None leaves a field out."""

    def make(**changes: Any) -> dict[str, Any]:
        data = {
            "last_name": "山田",
            "first_name": "太郎",
            "last_name_kana": "ヤマダ",
            "first_name_kana": "タロウ",
            "birth_date": "1995-04-01",
            "email": "taro@example.com",
            "cast_name": "たろちゃん",
            "categories": [category.pk],
            "desired_rank": gold.pk,
            "introduction": "映画の話をしましょう。",
            "document_kind": "driving_licence",
            "front": upload(FRONT),
            "back": upload(BACK),
            "profile_image": upload(PORTRAIT),
            **{f"consent_{version.kind}": version.pk for version in terms},
        }
        return {name: value for name, value in (data | changes).items() if value is not None}

    return make


@pytest.fixture
def entry(terms, gold, category):
    """entry(**changes): the same, as the verb takes it."""

    def make(**changes: Any) -> Entry:
        data: dict[str, Any] = {
            "last_name": "山田",
            "first_name": "太郎",
            "last_name_kana": "ヤマダ",
            "first_name_kana": "タロウ",
            "birth_date": date(1995, 4, 1),
            "email": "taro@example.com",
            "cast_name": "たろちゃん",
            "categories": [category],
            "desired_rank": gold,
            "introduction": "映画の話をしましょう。",
            "document_kind": DocumentKind.DRIVING_LICENCE,
            "documents": {DocumentPart.FRONT: SMALL_FRONT, DocumentPart.BACK: SMALL_BACK},
            "profile_image": SMALL_PORTRAIT,
            "terms": terms,
        }
        return Entry(**(data | changes))

    return make


@pytest.fixture
def workflow(db):
    return make_screening()


@pytest.fixture
def submitted(entry, workflow):
    """submitted(**changes): an entry in the queue of staff."""

    def make(now: datetime = NOW, **changes: Any) -> CastApplication:
        return confirm_address(submit_entry(entry(**changes), now=now), now=now)

    return make
