from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from accounts.models import User
from cast_portal.domain.drafts import start_draft
from cast_portal.domain.entry import Entry, receive_entry
from cast_portal.domain.entry_links import draft_link
from cast_portal.domain.images import document_picture, portrait_picture
from cast_portal.enums import DocumentKind, DocumentPart
from cast_portal.models import CastApplication, EntryDraft
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
def posted(terms, gold, category, workflow):
    """posted(step, **changes): what the browser sends from one page; None leaves a field out."""

    def make(step: str, **changes: Any) -> dict[str, Any]:
        pages: dict[str, dict[str, Any]] = {
            "consent": {f"consent_{version.kind}": version.pk for version in terms},
            "about": {
                "last_name": "山田",
                "first_name": "太郎",
                "last_name_kana": "ヤマダ",
                "first_name_kana": "タロウ",
                "birth_date": "1995-04-01",
            },
            "activity": {
                "cast_name": "たろちゃん",
                "categories": [category.pk],
                "desired_rank": gold.pk,
                "introduction": "映画の話をしましょう。",
            },
            "documents": {
                "document_kind": "driving_licence",
                "front": upload(FRONT),
                "back": upload(BACK),
                "profile_image": upload(PORTRAIT),
            },
            "check": {},
        }
        data = pages[step] | changes
        return {name: value for name, value in data.items() if value is not None}

    return make


STEPS = ("consent", "about", "activity", "documents", "check")


@pytest.fixture
def draft(db) -> EntryDraft:
    return start_draft("taro@example.com", now=NOW)


@pytest.fixture
def applicant(draft, posted):
    """applicant(until=step): a browser that has opened the link and stands at this step."""

    def make(until: str = "consent") -> Client:
        client = Client()
        client.post(draft_link(draft).removeprefix("http://testserver"))
        for step in STEPS[: STEPS.index(until)]:
            assert client.post(f"/cast/entry/{step}/", posted(step)).status_code == 302
        return client

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
        return receive_entry(entry(**changes), now=now)

    return make
