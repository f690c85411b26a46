"""Identity documents at rest: one encrypted file each, readable only through `open_document`."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from wagtail.log_actions import log

from accounts.models import User
from cast_portal.domain.watermark import watermarked
from cast_portal.models import IdentityDocument


def cipher() -> MultiFernet:
    """The first key encrypts, all of them decrypt: so that keys can be rotated."""
    return MultiFernet([Fernet(key) for key in settings.IDENTITY_KEYS])


def path_of(name: str) -> Path:
    return Path(settings.IDENTITY_ROOT) / name[:2] / name


def store_encrypted(content: bytes) -> str:
    """Writes one new file that only this process's user can read, and names it."""
    name = secrets.token_hex(32)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(cipher().encrypt(content))
    return name


def read_decrypted(name: str) -> bytes:
    return cipher().decrypt(path_of(name).read_bytes())


def erase(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def stored_names(*, older_than: datetime | None = None) -> Iterator[str]:
    for path in Path(settings.IDENTITY_ROOT).glob("??/*"):
        if older_than is None or path.stat().st_mtime < older_than.timestamp():
            yield path.name


def rotate_key(name: str) -> None:
    """Encrypts one file anew with the first key. Raises `InvalidToken` when no key fits."""
    path = path_of(name)
    rotated = cipher().rotate(path.read_bytes())
    # Left behind by a crash, it is a file that no entry owns, and swept as such.
    fresh = path.with_name(f"{name}.fresh")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(rotated)
    fresh.replace(path)


@transaction.atomic
def open_document(document: IdentityDocument, *, by: User, now: datetime) -> bytes:
    """JPEG bytes for one look by one person, who is written down in the log and in the picture."""
    data = {"document": document.public_id, "kind": document.kind, "part": document.part}
    entry = document.application
    action = "cast_portal.view_identity_document"
    log(entry, action, user=by, title=entry.public_id, data=data)
    mark = f"{by.email}  {localtime(now):%Y-%m-%d %H:%M}"
    return watermarked(read_decrypted(document.file_name), mark)
