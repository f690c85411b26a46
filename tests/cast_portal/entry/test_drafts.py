"""A draft at rest, and its end."""

import os
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from cast_portal import tasks
from cast_portal.domain.drafts import entry_of, first_unfinished, forget_draft, save_step
from cast_portal.domain.identity import path_of
from cast_portal.enums import EntryStep
from cast_portal.models import EntryDraft
from notices.models import OutgoingMail
from tests.factories import NOW

END = NOW + timedelta(days=30)


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    def make(task, *, at) -> None:
        with time_machine.travel(at, tick=False), django_capture_on_commit_callbacks(execute=True):
            task()

    return make


def test_row_and_session_hold_nothing_of_the_person_that_can_be_read(applicant):
    client = applicant("check")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cast_portal_entrydraft")
        stored = repr(cursor.fetchall()) + repr(dict(client.session))

    for secret in ("山田", "\\u5c71", "ヤマダ", "1995", "たろちゃん", "映画", "driving_licence"):
        assert secret not in stored


def test_draft_and_its_pictures_go_thirty_days_after_the_last_change(applicant, run):
    applicant("check")
    draft = EntryDraft.objects.get()
    files = [path_of(name) for name in draft.pictures.values()]

    run(tasks.forget_expired_drafts, at=END - timedelta(seconds=1))
    assert EntryDraft.objects.exists()
    assert all(path.exists() for path in files)

    run(tasks.forget_expired_drafts, at=END)
    assert not EntryDraft.objects.exists()
    assert len(files) == 3
    assert not any(path.exists() for path in files)
    row = ModelLogEntry.objects.get(action="cast_portal.forget_draft")
    assert (row.label, row.deleted) == (draft.public_id, True)
    assert row.data == {"pictures": ["back", "front", "profile_image"]}


def test_draft_that_was_changed_at_the_last_moment_is_not_forgotten(draft):
    save_step(draft, EntryStep.ABOUT, {}, is_done=False, now=END - timedelta(seconds=1))

    forget_draft(draft, now=END)

    assert EntryDraft.objects.exists()


def test_sweep_leaves_the_files_of_a_draft_alone(applicant):
    applicant("check")
    files = [path_of(name) for name in EntryDraft.objects.get().pictures.values()]
    for path in files:
        day_old = (NOW - timedelta(days=2)).timestamp()
        os.utime(path, (day_old, day_old))

    tasks.sweep_identity_files()

    assert all(path.exists() for path in files)


def test_log_and_mails_of_a_draft_name_nobody(applicant):
    client: Client = applicant("check")
    client.post("/cast/entry/check/", {"go": "pause"})

    logged = repr(list(ModelLogEntry.objects.values()))
    mailed = repr(list(OutgoingMail.objects.values("subject", "body")))
    for secret in ("山田", "1995", "taro@example.com"):
        assert secret not in logged + mailed


def test_keys_of_a_draft_are_rotated_with_those_of_the_documents(applicant, settings):
    applicant("check")
    new = Fernet.generate_key().decode()
    settings.IDENTITY_KEYS = [new, *settings.IDENTITY_KEYS]

    call_command("rotate_identity_keys", stdout=StringIO())

    settings.IDENTITY_KEYS = [new]
    assert first_unfinished(EntryDraft.objects.get()) == EntryStep.CHECK
    assert entry_of(EntryDraft.objects.get()).first_name == "太郎"
