import os
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db.models.signals import pre_save
from wagtail.models import ModelLogEntry

from cast_portal import tasks
from cast_portal.domain.entry import receive_entry
from cast_portal.domain.identity import open_document, path_of, store_encrypted
from cast_portal.domain.purging import purge_entry
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.withdrawing import close_unanswered
from cast_portal.enums import ApplicationStatus, DocumentPart, EntryItem
from cast_portal.models import Cast, CastApplication, CastPortalSettings, IdentityDocument
from tests.cast_portal.entry.conftest import SMALL_BACK
from tests.cast_portal.entry.deciding import approve, ask_again, decline
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
    entry = submitted()
    CastPortalSettings.objects.update(purge_approved_days=days)
    files = names(entry)
    approve(entry, by=staff, rank=gold, now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=days, seconds=-1))
    assert all(path_of(name).exists() for name in files)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=days))
    assert not any(path_of(name).exists() for name in files)
    assert not IdentityDocument.objects.exists()
    entry.refresh_from_db()
    assert entry.purged_at == NOW + timedelta(days=days)
    assert Cast.objects.get().main_picture


def test_declined_entry_loses_documents_and_picture_after_30_days(submitted, staff, run):
    entry = submitted()
    files = names(entry)
    picture, storage = entry.profile_image.name, entry.profile_image.storage
    decline(entry, by=staff, now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=29))
    assert storage.exists(picture)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=30))
    assert not any(path_of(name).exists() for name in files)
    assert not storage.exists(picture)


def test_purge_leaves_one_proof_row(submitted, staff, run):
    entry = submitted()
    decline(entry, by=staff, now=NOW)

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=30))
    run(tasks.purge_identity_documents, at=NOW + timedelta(days=31))
    purge_entry(entry, now=NOW + timedelta(days=32))

    row = ModelLogEntry.objects.get(action="cast_portal.purge_documents")
    assert row.object_id == str(entry.pk)
    assert row.data == {"documents": ["driving_licence:back", "driving_licence:front"]}


def test_entry_that_waits_keeps_its_documents_however_long(submitted, run):
    entry = submitted()

    run(tasks.purge_identity_documents, at=NOW + timedelta(days=400))

    assert all(path_of(name).exists() for name in names(entry))


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


@pytest.fixture
def asked(submitted, staff):
    """asked(**changes): an entry that was to send its back again."""

    def make(**changes):
        return ask_again(submitted(**changes), EntryItem.BACK, by=staff)

    return make


def test_entry_that_was_not_answered_is_withdrawn_and_purged(asked, entry, run):
    application = asked()
    files = names(application)

    run(tasks.withdraw_unanswered_entries, at=NOW + timedelta(days=30))
    application.refresh_from_db()
    assert application.status == ApplicationStatus.RETURNED

    expired = NOW + timedelta(days=30, seconds=1)
    run(tasks.withdraw_unanswered_entries, at=expired)
    run(tasks.withdraw_unanswered_entries, at=expired + timedelta(hours=1))
    application.refresh_from_db()
    assert (application.status, application.decided_at) == (ApplicationStatus.WITHDRAWN, expired)
    assert ModelLogEntry.objects.filter(action="cast_portal.withdraw_entry").count() == 1
    assert receive_entry(entry(), now=expired)

    run(tasks.purge_identity_documents, at=expired + timedelta(days=30))
    assert not any(path_of(name).exists() for name in files)


def test_entry_that_was_answered_at_the_last_moment_is_not_withdrawn(asked):
    application = asked()
    documents = {DocumentPart.BACK: SMALL_BACK}
    resubmit(application, documents=documents, profile_image=None, now=NOW)

    kept = close_unanswered(application, now=NOW + timedelta(days=31))

    assert kept.status == ApplicationStatus.SUBMITTED


def test_one_bad_entry_does_not_stop_the_others(asked, run, caplog):
    bad, good = asked(), asked(email="jiro@example.com")

    def fail(sender, instance, **kwargs):
        if instance.pk == bad.pk:
            raise RuntimeError(instance.legal_name)

    pre_save.connect(fail, sender=CastApplication)
    run(tasks.withdraw_unanswered_entries, at=NOW + timedelta(days=31))
    pre_save.disconnect(fail, sender=CastApplication)

    good.refresh_from_db()
    assert good.status == ApplicationStatus.WITHDRAWN
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"cast_portal.CastApplication {bad.pk}: RuntimeError"
    ]
    assert "山田" not in caplog.text


def test_portraits_that_no_entry_owns_are_swept_after_a_day(submitted):
    picture = submitted().profile_image
    storage, owned = picture.storage, picture.name
    left_behind, fresh = (storage.save(f"casts/entries/{n}.jpg", BytesIO(b"x")) for n in "ab")
    for name, age in ((owned, 2), (left_behind, 2), (fresh, 0)):
        then = (NOW - timedelta(days=age)).timestamp()
        os.utime(storage.path(name), (then, then))

    tasks.sweep_pictures()

    assert [storage.exists(name) for name in (owned, left_behind, fresh)] == [True, False, True]


def test_a_site_without_entries_has_nothing_to_sweep(db):
    tasks.sweep_pictures()


def test_log_of_an_entry_names_its_receipt_number_only(asked, staff, gold):
    application = asked()
    open_document(application.documents.first(), by=staff, now=NOW)
    resubmit(application, documents={DocumentPart.BACK: SMALL_BACK}, profile_image=None, now=NOW)
    approve(application, by=staff, rank=gold, now=NOW)
    purge_entry(application, now=NOW)
    decline(asked(email="jiro@example.com"), by=staff, now=NOW)

    rows = ModelLogEntry.objects.filter(content_type__model="castapplication")
    own = {row.action for row in rows if row.action.startswith("cast_portal.")}
    assert len(own) == 7
    receipts = set(CastApplication.objects.values_list("public_id", flat=True))
    assert {row.label for row in rows} == receipts
