import logging
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.models import ModelLogEntry

from cast_portal.domain.identity import (
    erase,
    open_document,
    path_of,
    read_decrypted,
    store_encrypted,
    stored_names,
)
from cast_portal.domain.watermark import watermarked
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import SMALL_FRONT
from tests.factories import NOW, StaffFactory


def test_stored_bytes_hold_nothing_readable():
    name = store_encrypted(SMALL_FRONT)

    stored = path_of(name).read_bytes()
    # With its zero byte, since the four letters turn up in any long enough cipher text.
    assert b"JFIF\0" not in stored
    assert b"\xff\xd8\xff" not in stored
    assert SMALL_FRONT[100:140] not in stored
    assert read_decrypted(name) == SMALL_FRONT


def test_files_are_private_and_outside_the_public_folder(settings):
    path = path_of(store_encrypted(b"secret"))

    assert path.stat().st_mode & 0o777 == 0o600
    assert Path(settings.MEDIA_ROOT) not in path.parents


def test_two_files_of_the_same_picture_differ():
    first, second = store_encrypted(b"secret"), store_encrypted(b"secret")

    assert first != second
    assert path_of(first).read_bytes() != path_of(second).read_bytes()


def test_keys_can_be_rotated(settings):
    name = store_encrypted(b"secret")
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode(), *settings.IDENTITY_KEYS]

    assert read_decrypted(name) == b"secret"


def test_file_cannot_be_read_with_another_key(settings):
    name = store_encrypted(b"secret")
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(InvalidToken):
        read_decrypted(name)


def test_erasing_twice_is_quiet():
    name = store_encrypted(b"secret")

    erase(name)
    erase(name)

    assert not path_of(name).exists()


def test_only_older_files_are_listed():
    name = store_encrypted(b"secret")
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)

    assert list(stored_names(older_than=long_ago)) == []
    assert list(stored_names(older_than=NOW + timedelta(days=10_000))) == [name]


def test_each_look_at_a_document_leaves_a_row_that_names_no_person(submitted):
    staff, entry = StaffFactory(), submitted()
    document = entry.documents.get(part="front")

    open_document(document, by=staff, now=NOW)
    open_document(document, by=staff, now=NOW)

    rows = ModelLogEntry.objects.filter(action="cast_portal.view_identity_document")
    assert rows.count() == 2
    assert {row.user for row in rows} == {staff}
    assert rows[0].data == {
        "document": document.public_id,
        "kind": "driving_licence",
        "part": "front",
    }
    assert "山田" not in rows[0].label


def test_what_is_looked_at_carries_the_looker_and_the_time(submitted):
    document = submitted().documents.get(part="front")
    one, other = StaffFactory(), StaffFactory()
    later = NOW + timedelta(minutes=1)

    pictures = {
        open_document(document, by=one, now=NOW),
        open_document(document, by=other, now=NOW),
        open_document(document, by=one, now=later),
    }

    assert len(pictures - {SMALL_FRONT}) == 3
    assert read_decrypted(document.file_name) == SMALL_FRONT


@pytest.mark.parametrize("size", [(1280, 808), (2400, 300), (300, 6000), (200, 200)])
def test_every_part_of_a_picture_carries_the_mark(size):
    plain = Image.new("RGB", size, "grey")
    buffer = BytesIO()
    plain.save(buffer, "JPEG")

    marked = Image.open(BytesIO(watermarked(buffer.getvalue(), "staff@example.com 2026-11-24")))

    step = -(-max(size) // 3)
    for left in range(0, size[0], step):
        for top in range(0, size[1], step):
            box = (left, top, min(size[0], left + step), min(size[1], top + step))
            lightest_and_darkest = marked.crop(box).convert("L").getextrema()
            assert lightest_and_darkest[1] - lightest_and_darkest[0] > 20


# --- new keys


def test_after_rotation_the_old_key_is_needed_no_more(settings, submitted):
    entry, new = submitted(), Fernet.generate_key().decode()
    settings.IDENTITY_KEYS = [new, *settings.IDENTITY_KEYS]

    call_command("rotate_identity_keys", stdout=StringIO())

    settings.IDENTITY_KEYS = [new]
    for document in entry.documents.all():
        assert read_decrypted(document.file_name)
        assert path_of(document.file_name).stat().st_mode & 0o777 == 0o600


def test_rotation_says_how_many_no_key_could_read(db, settings):
    kept = store_encrypted(b"secret")
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode()]
    store_encrypted(b"another")
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("rotate_identity_keys", stdout=said)

    assert "1 rotated, 1 not readable" in said.getvalue()
    assert path_of(kept).exists()


def test_no_mail_log_row_or_log_line_tells_the_legal_name(submitted, caplog):
    with caplog.at_level(logging.DEBUG):
        submitted()

    rows = [f"{row.label} {row.data}" for row in ModelLogEntry.objects.all()]
    mails = [f"{mail.subject} {mail.body}" for mail in OutgoingMail.objects.all()]
    assert rows
    assert mails
    for text in (*rows, *mails, *(record.getMessage() for record in caplog.records)):
        if "INSERT INTO" not in text:
            assert "山田" not in text
            assert "1995" not in text
