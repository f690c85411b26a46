"""What an applicant sees behind the signed link, and what can be put right there."""

from datetime import date, timedelta

import time_machine

from cast_portal.domain.entry_links import resubmit_link, status_link
from cast_portal.domain.resubmission import resubmit
from cast_portal.domain.screening import return_application
from cast_portal.enums import ApplicationStatus, DocumentKind, EntryItem, ReasonUse
from cast_portal.models import CastApplication
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import FRONT, upload
from tests.cast_portal.entry.deciding import a_reason, approve, ask_again, decline, present_stage
from tests.factories import NOW


def shown(client, entry) -> str:
    response = client.get(status_link(entry))
    assert response.status_code == 200
    return response.content.decode()


def test_receipt_mail_leads_to_the_receipt_number_and_the_expected_dates(client, submitted):
    entry = submitted()
    body = OutgoingMail.objects.get(kind="cast_portal.entry_received").body
    link = next(line for line in body.splitlines() if "/cast/entry/status/" in line)

    page = client.get(link).content.decode()

    assert entry.public_id in page
    assert "11月26日(木) 〜 12月3日(木)" in page


def test_late_answer_is_admitted(client, submitted):
    entry = submitted()
    CastApplication.objects.update(due_to=NOW.date() - timedelta(days=1))

    assert "申し訳ございません" in shown(client, entry)


def test_what_is_asked_for_again_stands_there_with_the_reason_and_a_way_to_send_it(
    client, submitted, staff
):
    entry = ask_again(submitted(), EntryItem.BACK, by=staff, message="よろしくお願いします。")

    page = shown(client, entry)

    assert "身分証明書の裏面" in page
    assert "説明blurred" in page
    assert "よろしくお願いします。" in page
    assert "/cast/entry/resubmit/" in page


def test_result_is_told_without_reasons(client, submitted, staff):
    entry = decline(submitted(), by=staff)

    page = shown(client, entry)
    assert "見送らせて" in page
    assert entry.decline_reason.label not in page

    entry = submitted(email="other@example.com")
    approve(entry, by=staff)
    assert "登録が完了しました" in shown(client, entry)


def test_only_an_approved_entry_stands_at_the_end_of_the_way(client, submitted, staff):
    entry = submitted()
    approve(entry, by=staff)
    page = shown(client, entry)
    assert "登録完了" in page
    assert "aria-current" in page.partition("登録完了")[0].rpartition("<li")[2]

    page = shown(client, decline(submitted(email="other@example.com"), by=staff))
    assert "登録完了" not in page


def test_link_made_up_or_too_old_leads_nowhere(client, submitted):
    link = status_link(submitted())

    assert client.get(link[:-2] + "x/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        assert client.get(link).status_code == 410


def test_link_to_one_thing_does_not_open_another(client, submitted):
    entry = submitted()
    token = status_link(entry).rstrip("/").rpartition("/")[2]

    assert client.get(f"/cast/entry/resubmit/{token}/").status_code == 404


def test_link_to_send_again_shows_the_state_once_it_was_used(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.NAME, by=staff)
    link = resubmit_link(entry)
    data = {
        "last_name": "山本",
        "first_name": "太郎",
        "last_name_kana": "やまもと",
        "first_name_kana": "たろう",
    }
    client.post(link, data)

    assert (
        client.get(link, follow=True)
        .redirect_chain[0][0]
        .startswith("http://testserver/cast/entry/status/")
    )


# --- typed details


def test_wrong_name_is_put_right(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.NAME, by=staff)
    response = client.get(resubmit_link(entry))
    form = response.context["form"]
    assert "山田" not in response.content.decode()
    assert list(form.fields) == ["last_name", "first_name", "last_name_kana", "first_name_kana"]

    data = {
        "last_name": "山本",
        "first_name": "太郎",
        "last_name_kana": "やまもと",
        "first_name_kana": "たろう",
    }
    page = client.post(resubmit_link(entry), data, follow=True).content.decode()

    assert "ただいま審査中です" in page
    entry.refresh_from_db()
    assert entry.legal_name == "山本 太郎"
    assert entry.legal_name_kana == "ヤマモト タロウ"
    assert entry.status == ApplicationStatus.SUBMITTED


def test_corrected_birth_date_under_18_is_refused_beside_its_field(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.BIRTH_DATE, by=staff)

    response = client.post(resubmit_link(entry), {"birth_date": "2015-01-01"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["birth_date"]
    entry.refresh_from_db()
    assert entry.birth_date == date(1995, 4, 1)


def test_what_was_not_asked_for_cannot_be_changed(submitted, staff):
    entry = ask_again(submitted(), EntryItem.INTRODUCTION, by=staff)

    details = {"introduction": "書き直しました。", "last_name": "別"}
    entry = resubmit(entry, documents={}, profile_image=None, details=details, now=NOW)

    assert entry.introduction == "書き直しました。"
    assert entry.last_name == "山田"


# --- another document


def test_another_kind_of_document_replaces_all_of_the_old_one(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.DOCUMENT, by=staff, code="expired")

    data = {"document_kind": "residence_card", "front": upload(FRONT)}
    page = client.post(resubmit_link(entry), data, follow=True).content.decode()

    assert "ただいま審査中です" in page
    entry.refresh_from_db()
    assert entry.document_kind == DocumentKind.RESIDENCE_CARD
    assert list(entry.documents.values_list("kind", "part")) == [("residence_card", "front")]


def test_another_document_needs_all_its_parts(client, submitted, staff):
    entry = ask_again(submitted(), EntryItem.DOCUMENT, by=staff, code="expired")

    data = {"document_kind": "passport", "front": upload(FRONT)}
    response = client.post(resubmit_link(entry), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["address"]
    assert entry.documents.count() == 2


def test_words_that_staff_change_later_do_not_change_what_was_asked(client, submitted, staff):
    entry, reason = submitted(), a_reason(ReasonUse.RETURN, "blurred")
    return_application(
        entry,
        by=staff,
        seen=present_stage(entry),
        items={EntryItem.BACK: reason},
        message="",
        now=NOW,
    )
    reason.applicant_text = "あとから変えた説明"
    reason.save()

    page = shown(client, entry)
    assert "説明blurred" in page
    assert "あとから変えた説明" not in page
