import os
from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from cast_portal import tasks
from cast_portal.domain.entry import submit_entry
from cast_portal.domain.identity import path_of, store_encrypted
from cast_portal.domain.purging import forget_entry, purge_documents
from cast_portal.domain.screening import approve_application, decline_application
from cast_portal.models import Cast, CastApplication, CastPortalSettings, IdentityDocument
from tests.factories import NOW


def names(entry: CastApplication) -> list[str]:
    return list(entry.documents.values_list("file_name", flat=True))


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    def make(task, *, at) -> None:
        with time_machine.travel(at, tick=False), django_capture_on_commit_callbacks(execute=True):
            task()

    return make


@pytest.mark.parametrize("days", [90, 5])
def test_documents_of_an_approved_entry_go_after_the_settings_days(
    submitted, staff, gold, run, days
):
    CastPortalSettings.objects.create(purge_approved_days=days)
    entry = submitted()
    files = names(entry)
    approve_application(entry, by=staff, rank=gold, now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=days, seconds=-1))
    assert all(path_of(name).exists() for name in files)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=days))
    assert not any(path_of(name).exists() for name in files)
    assert not IdentityDocument.objects.exists()
    entry.refresh_from_db()
    assert entry.purged_at == NOW + timedelta(days=days)
    assert entry.profile_image
    assert Cast.objects.get().image


def test_declined_entry_loses_documents_and_picture_after_30_days(submitted, staff, run):
    entry = submitted()
    files = names(entry)
    picture, storage = entry.profile_image.name, entry.profile_image.storage
    decline_application(entry, by=staff, reason="期限切れ", now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=29))
    assert storage.exists(picture)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=30))
    assert not any(path_of(name).exists() for name in files)
    assert not storage.exists(picture)


def test_purge_leaves_one_proof_row(submitted, staff, run):
    entry = submitted()
    decline_application(entry, by=staff, reason="期限切れ", now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=30))
    run(tasks.purge_identity_documents, at=NOW + timedelta(days=31))
    purge_documents(entry, now=NOW + timedelta(days=32))

    row = ModelLogEntry.objects.get(action="cast_portal.purge_documents")
    assert row.object_id == str(entry.pk)
    assert row.data == {"documents": ["driving_licence:back", "driving_licence:front"]}


def test_entry_that_waits_keeps_its_documents_however_long(submitted, run):
    entry = submitted()

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=400))

    assert all(path_of(name).exists() for name in names(entry))


def test_unconfirmed_entry_is_forgotten_after_seven_days(entry, run):
    application = submit_entry(entry(), now=NOW)
    files = names(application)
    picture, storage = application.profile_image.name, application.profile_image.storage

    run(tasks.forget_unconfirmed_entries, at=NOW + timedelta(days=7))
    assert CastApplication.objects.exists()

    run(tasks.forget_unconfirmed_entries, at=NOW + timedelta(days=7, seconds=1))
    assert not CastApplication.objects.exists()
    assert not any(path_of(name).exists() for name in files)
    assert not storage.exists(picture)
    row = ModelLogEntry.objects.get(action="cast_portal.forget_entry")
    assert row.label == application.public_id
    assert row.deleted


def test_entry_confirmed_at_the_last_moment_is_not_forgotten(submitted):
    entry = submitted()

    forget_entry(entry)

    assert CastApplication.objects.filter(pk=entry.pk).exists()


def test_files_that_no_entry_owns_are_swept_after_a_day(submitted):
    owned = names(submitted())
    left_behind, fresh = store_encrypted(b"held"), store_encrypted(b"held")
    for name in (*owned, left_behind):
        day_old = (NOW - timedelta(days=1, seconds=1)).timestamp()
        os.utime(path_of(name), (day_old, day_old))
    os.utime(path_of(fresh), (NOW.timestamp(), NOW.timestamp()))

    tasks.sweep_identity_files()

    assert not path_of(left_behind).exists()
    assert path_of(fresh).exists()
    assert all(path_of(name).exists() for name in owned)
