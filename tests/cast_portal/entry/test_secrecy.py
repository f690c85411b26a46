"""Real names, birth dates and documents stay with the screeners; in the end they are gone."""

import json
import logging
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from accounts.models import User
from cast_portal.domain.entry_links import resubmit_link, status_link
from cast_portal.domain.identity import open_document, path_of
from cast_portal.domain.purging import purge_entry
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.screening import add_note, assign_application
from cast_portal.enums import ApplicationStatus, DocumentPart, EntryItem
from cast_portal.models import CastApplication, ScreeningNote
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import SMALL_BACK, SMALL_FRONT
from tests.cast_portal.entry.deciding import approve, ask_again, decline
from tests.factories import NOW

SECRETS = ("山田", "太郎", "ヤマダ", "タロウ", "1995-04-01", "1995年4月1日", "1995/04/01")
pytestmark = pytest.mark.usefixtures("page_tree")


def shown_secrets(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def whole_way(submitted, staff, caplog):
    """An entry that was asked for more, sent it, and was approved; with all logging on."""
    caplog.set_level(logging.DEBUG)
    entry = submitted()
    assign_application(entry, to=staff, by=staff)
    add_note(entry, body="住所を電話で確認。", by=staff, now=NOW)
    open_document(entry.documents.first(), by=staff, now=NOW)
    ask_again(entry, EntryItem.BACK, by=staff, message="お手数をおかけします。")
    resubmit(entry, documents={DocumentPart.BACK: SMALL_BACK}, profile_image=None, now=NOW)
    approve(entry, by=staff)
    entry.refresh_from_db()
    return entry


def test_no_log_mail_revision_or_audit_row_names_the_person(whole_way, caplog):
    rows = [*ModelLogEntry.objects.all(), *Revision.objects.all(), *TaskState.objects.all()]
    kept = serializers.serialize("json", rows, ensure_ascii=False)
    mails = "".join(f"{mail.subject}{mail.body}" for mail in OutgoingMail.objects.all())

    assert shown_secrets(kept) == []
    assert shown_secrets(mails) == []
    assert shown_secrets(caplog.text) == []


def test_no_address_of_a_page_names_the_person(whole_way):
    links = [status_link(whole_way), resubmit_link(whole_way)]
    links.append(reverse("screening:entry", args=[whole_way.public_id]))
    links += [
        reverse("screening:document", args=[one.public_id]) for one in whole_way.documents.all()
    ]
    assert shown_secrets("".join(links)) == []
    assert "taro@example.com" not in "".join(links)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_of_the_queue_leads_to_nobody(sign_in, staff, whole_way, form):
    response = sign_in(staff).get(f"/admin/screening/?export={form}")

    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode("utf-8-sig") if form == "csv" else str(content)
    assert shown_secrets(text) == []
    for private in ("taro@example.com", "たろちゃん", "映画の話"):
        assert private not in text
    if form == "csv":
        assert whole_way.public_id in text


def test_pages_behind_the_mailed_links_do_not_name_the_person(client, whole_way):
    page = client.get(status_link(whole_way)).content.decode()

    assert shown_secrets(page) == []
    assert "taro@example.com" not in page


def test_trouble_page_does_not_name_the_person(client, sign_in, staff, submitted, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("山田 太郎 1995-04-01")

    entry = submitted()
    monkeypatch.setattr("cast_portal.staff.screening.look_alikes", fail)
    admin = sign_in(staff)
    admin.raise_request_exception = False

    response = admin.get(reverse("screening:entry", args=[entry.public_id]))

    assert response.status_code == 500
    assert shown_secrets(response.content.decode()) == []


def test_bytes_of_a_document_on_disk_say_nothing(submitted):
    for document in submitted().documents.all():
        stored = path_of(document.file_name).read_bytes()
        for readable in (b"JFIF\x00", b"\xff\xd8\xff\xe0", SMALL_FRONT[:64], SMALL_BACK[:64]):
            assert readable not in stored
        assert document.file_name.isalnum()


# --- what a purge leaves


def test_purge_takes_every_personal_field_note_and_revision(whole_way):
    purge_entry(whole_way, now=NOW + timedelta(days=90))

    entry = CastApplication.objects.get()
    row = json.dumps(serializers.serialize("python", [entry])[0], default=str, ensure_ascii=False)
    assert shown_secrets(row) == []
    for private in ("taro@example.com", "たろちゃん", "映画の話", "お手数"):
        assert private not in row
    assert not entry.profile_image
    assert not entry.documents.exists()
    assert not ScreeningNote.objects.exists()
    assert not Revision.objects.for_instance(entry).exists()
    assert not WorkflowState.objects.for_instance(entry).exists()


def test_purge_leaves_the_decision_the_dates_and_the_proof(whole_way, staff):
    purge_entry(whole_way, now=NOW + timedelta(days=90))

    entry = CastApplication.objects.get()
    assert entry.status == ApplicationStatus.APPROVED
    assert (entry.decided_by, entry.decided_at, entry.submitted_at) == (staff, NOW, NOW)
    proof = ModelLogEntry.objects.get(action="cast_portal.purge_documents")
    assert proof.label == entry.public_id
    assert proof.data == {"documents": ["driving_licence:back", "driving_licence:front"]}


def test_cast_keeps_account_name_and_picture_after_the_purge(whole_way):
    purge_entry(whole_way, now=NOW + timedelta(days=90))

    user = User.objects.get(email="taro@example.com")
    assert user.legal_name == "山田 太郎"
    image = user.cast.main_picture.image
    assert image.storage.exists(image.name)


def test_screens_of_a_purged_entry_stand(client, sign_in, staff, whole_way):
    purge_entry(whole_way, now=NOW + timedelta(days=90))

    assert client.get(status_link(whole_way)).status_code == 200
    admin = sign_in(staff)
    page = admin.get(reverse("screening:entry", args=[whole_way.public_id]))
    assert "消去しました" in page.content.decode()
    assert "（消去済み）" in admin.get("/admin/screening/").content.decode()


def test_forbidden_picture_is_erased_when_it_is_sent_back(
    submitted, staff, django_capture_on_commit_callbacks
):
    entry = submitted()
    name = entry.documents.get(part="back").file_name

    with django_capture_on_commit_callbacks(execute=True):
        ask_again(entry, EntryItem.BACK, by=staff, code="forbidden", erases_picture=True)

    assert not path_of(name).exists()
    assert list(entry.documents.values_list("part", flat=True)) == ["front"]
    resubmit(entry, documents={DocumentPart.BACK: SMALL_BACK}, profile_image=None, now=NOW)
    assert entry.documents.count() == 2


# --- the same person again


def alike(sign_in, staff, entry) -> str:
    page = sign_in(staff).get(reverse("screening:entry", args=[entry.public_id]))
    return page.content.decode().partition('aria-labelledby="alike"')[2].partition("</section>")[0]


def test_same_name_and_birth_date_are_found_though_written_otherwise(sign_in, staff, submitted):
    other = submitted(email="other@example.com", last_name="山 田", profile_image=SMALL_FRONT)
    entry = submitted()

    section = alike(sign_in, staff, entry)

    assert other.public_id in section
    assert "氏名と生年月日が同じ" in section


def test_an_earlier_decline_is_found_even_after_its_purge(sign_in, staff, submitted):
    other = decline(submitted(), by=staff)
    purge_entry(other, now=NOW + timedelta(days=30))

    section = alike(sign_in, staff, submitted())

    assert other.public_id in section
    assert "見送り" in section
    assert "メールアドレスが同じ" in section


def test_same_pictures_are_found(sign_in, staff, submitted):
    someone_else = {"last_name": "別", "first_name": "人", "birth_date": date(1990, 1, 1)}
    submitted(email="other@example.com", **someone_else)

    section = alike(sign_in, staff, submitted())

    assert "プロフィール画像が同じ" in section
    assert "身分証明書の画像が同じ" in section
    assert "氏名" not in section


def test_somebody_else_is_not_taken_for_the_same(sign_in, staff, submitted):
    submitted(
        email="other@example.com",
        last_name="別",
        birth_date=date(1990, 1, 1),
        profile_image=SMALL_BACK,
        documents={DocumentPart.FRONT: SMALL_BACK, DocumentPart.BACK: SMALL_BACK},
    )
    entry = submitted(documents={DocumentPart.FRONT: SMALL_FRONT, DocumentPart.BACK: SMALL_FRONT})

    assert alike(sign_in, staff, entry) == ""
