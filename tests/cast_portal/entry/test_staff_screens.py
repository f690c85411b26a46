from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from cast_portal.domain.entry_links import status_link
from cast_portal.enums import ApplicationStatus, DocumentKind, ReasonUse, parts_of
from cast_portal.forms.screening import CHECKS as CHECKLISTS
from cast_portal.models import Cast, CastApplication
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import SMALL_FRONT
from tests.cast_portal.entry.deciding import a_reason, decline, present_stage
from tests.factories import NOW, UserFactory

QUEUE = "/admin/screening/"
QUEUE_QUERIES = 14
CHECKS = ("photo", "name", "birth_date", "address", "expiry")
pytestmark = pytest.mark.usefixtures("page_tree")


def staff_with(*codenames: str):
    user = UserFactory(role=Role.STAFF, is_staff=True, public_name="審査係")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    user.groups.add(Group.objects.get_or_create(name="審査担当")[0])
    return user


@pytest.fixture
def screener(db):
    return staff_with("view_castapplication", "change_castapplication", "view_identitydocument")


@pytest.fixture
def admin(sign_in, screener):
    return sign_in(screener)


def url(name: str, entry: CastApplication) -> str:
    return reverse(f"screening:{name}", args=[entry.public_id])


def document_url(entry: CastApplication, part: str = "front") -> str:
    return reverse("screening:document", args=[entry.documents.get(part=part).public_id])


def approval(entry, rank, **changes) -> dict[str, object]:
    ticked = {f"approve-check_{name}": "on" for name in CHECKS}
    seen = present_stage(entry) or ""
    return {**ticked, "approve-seen": seen, "approve-rank": rank.pk, **changes}


def request_for(entry, **reasons) -> dict[str, object]:
    asked = {f"return-item_{item}": reason.pk for item, reason in reasons.items()}
    return {**asked, "return-seen": present_stage(entry) or "", "return-message": ""}


@pytest.fixture
def blurred(db):
    return a_reason(ReasonUse.RETURN, "blurred")


@pytest.fixture
def not_genuine(db):
    return a_reason(ReasonUse.DECLINE, "not_genuine")


# --- the queue


def test_queue_lists_entries_with_what_waits_first(admin, submitted, screener):
    declined = submitted(email="d@example.com", cast_name="ことり")
    decline(declined, by=screener, now=NOW)
    submitted(email="s@example.com", cast_name="ほたる")

    page = admin.get(QUEUE).content.decode()

    assert page.index("ほたる") < page.index("ことり")
    assert "山田" not in page
    assert "12月3日(木)" in page


def test_overdue_entry_is_marked(admin, submitted):
    submitted()
    CastApplication.objects.update(due_to=NOW.date() - timedelta(days=1))

    assert "期限超過" in admin.get(QUEUE).content.decode()


def test_entry_due_today_is_marked(admin, submitted):
    submitted()
    CastApplication.objects.update(due_to=NOW.date())

    assert "本日まで" in admin.get(QUEUE).content.decode()


def test_queue_filters_by_status_and_rank_and_searches(admin, submitted, gold, blue):
    submitted(email="a@example.com", cast_name="ほたる")
    submitted(email="b@example.com", cast_name="ことり", desired_rank=blue)

    def found(query: str) -> set[str]:
        page = admin.get(f"{QUEUE}results/?{query}").content.decode()
        return {name for name in ("ほたる", "ことり") if name in page}

    assert found("") == {"ほたる", "ことり"}
    assert found(f"desired_rank={blue.pk}") == {"ことり"}
    assert found("status=submitted") == {"ほたる", "ことり"}
    assert found("status=declined") == set()
    assert found("q=ほた") == {"ほたる"}


def test_queue_answers_with_a_constant_number_of_queries(
    admin, submitted, django_assert_num_queries
):
    submitted()
    admin.get(QUEUE)
    with django_assert_num_queries(QUEUE_QUERIES):
        admin.get(QUEUE)
    submitted(email="b@example.com")
    submitted(email="c@example.com")
    with django_assert_num_queries(QUEUE_QUERIES):
        admin.get(QUEUE)


# --- the screen of one entry


def test_screen_shows_what_was_typed_beside_the_documents(admin, submitted):
    entry = submitted()

    page = admin.get(url("entry", entry)).content.decode()

    for text in ("山田 太郎", "ヤマダ タロウ", "1995年4月1日", "taro@example.com", "ゴールド"):
        assert text in page
    assert document_url(entry, "front") in page
    assert document_url(entry, "back") in page
    assert "応募がありました" in page


def test_document_is_shown_uncached_with_a_mark_and_written_down(admin, submitted, screener):
    response = admin.get(document_url(submitted()))

    assert response.content[:3] == SMALL_FRONT[:3]
    assert response.content != SMALL_FRONT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    row = ModelLogEntry.objects.get(action="cast_portal.view_identity_document")
    assert row.user == screener
    assert "運転免許証" in row.message


def test_document_is_not_shown_nor_offered_without_its_permission(sign_in, submitted):
    entry = submitted()
    client = sign_in(staff_with("view_castapplication", "change_castapplication"))

    assert client.get(document_url(entry)).status_code == 404
    page = client.get(url("entry", entry)).content.decode()
    assert "表示する権限がありません" in page
    assert "/documents/" not in page.split("screening__columns")[1]
    assert not ModelLogEntry.objects.filter(action="cast_portal.view_identity_document").exists()


@pytest.mark.parametrize("name", ["entry", "approve", "return", "decline", "document"])
def test_screening_does_not_exist_for_staff_without_permission(sign_in, submitted, name):
    entry = submitted()
    client = sign_in(staff_with())
    address = document_url(entry) if name == "document" else url(name, entry)

    assert client.get(address).status_code in (404, 405)
    assert client.post(address).status_code in (404, 405)
    assert client.get(QUEUE).status_code == 404
    assert client.get(f"{QUEUE}results/").status_code == 404
    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize("person", ["guest", "cast", "visitor"])
@pytest.mark.parametrize("name", ["entry", "document", "queue"])
def test_nobody_outside_the_office_sees_any_of_it(
    client, sign_in, guest, cast, submitted, person, name
):
    entry = submitted()
    people = {"guest": guest, "cast": cast.user}
    browser = sign_in(people[person]) if person in people else client
    address = {"entry": url("entry", entry), "document": document_url(entry), "queue": QUEUE}[name]

    response = browser.get(address)

    if person == "visitor":
        assert reverse("account_login") in response.url
    else:
        assert response.status_code == 403


def test_looking_is_not_deciding(sign_in, submitted, gold):
    entry = submitted()
    client = sign_in(staff_with("view_castapplication", "view_identitydocument"))

    page = client.get(url("entry", entry)).content.decode()

    assert "承認する" not in page
    assert client.post(url("approve", entry), approval(entry, gold)).status_code == 404
    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.SUBMITTED


# --- decisions


def test_approving_with_another_rank(admin, submitted, gold, blue):
    entry = submitted()

    response = admin.post(url("approve", entry), approval(entry, blue), follow=True)

    assert "承認しました" in response.content.decode()
    assert Cast.objects.get().rank == blue
    assert OutgoingMail.objects.filter(kind="cast_portal.entry_approved").count() == 1


def test_desired_rank_is_chosen_beforehand(admin, submitted, gold, blue):
    form = admin.get(url("entry", submitted())).context["approve_form"]

    assert form["rank"].value() == gold.pk


def test_approving_needs_every_check(admin, submitted, gold):
    entry = submitted()
    data = approval(entry, gold)
    del data["approve-check_address"]

    response = admin.post(url("approve", entry), data)

    assert response.status_code == 422
    assert list(response.context["approve_form"].errors) == ["check_address"]
    assert not Cast.objects.exists()


def test_rank_by_invitation_cannot_be_posted(admin, submitted, gold, platinum):
    entry = submitted()
    response = admin.post(url("approve", entry), approval(entry, platinum))

    assert list(response.context["approve_form"].errors) == ["rank"]
    assert not Cast.objects.exists()


def test_asking_again_from_the_screen(admin, submitted, blurred):
    entry = submitted()

    data = request_for(entry, back=blurred) | {"return-message": "お手数をおかけします。"}
    admin.post(url("return", entry), data)

    entry.refresh_from_db()
    assert entry.status == ApplicationStatus.RETURNED
    assert entry.requested_items == {"back": blurred.applicant_text}
    page = admin.get(url("entry", entry)).content.decode()
    assert "お手数をおかけします。" in page
    assert "見送る" in page
    assert "確認した項目" not in page


def test_asking_again_for_nothing_is_refused_beside_the_form(admin, submitted, blurred):
    entry = submitted()

    response = admin.post(url("return", entry), request_for(entry))

    assert response.status_code == 422
    assert "項目の理由を選んでください" in response.content.decode()


def test_only_what_the_kind_of_document_has_can_be_asked_for(admin, submitted, blurred):
    entry = submitted()

    fields = admin.get(url("entry", entry)).context["return_form"].fields

    assert "item_back" in fields
    assert "item_address" not in fields


def test_message_with_the_real_name_is_refused_and_kept(admin, submitted, blurred):
    entry = submitted()
    data = request_for(entry, back=blurred) | {"return-message": "山田太郎様へ"}

    response = admin.post(url("return", entry), data)

    assert response.status_code == 422
    assert list(response.context["return_form"].errors) == ["message"]
    assert response.context["return_form"]["message"].value() == "山田太郎様へ"


def test_declining_from_the_screen_needs_a_reason(admin, submitted, not_genuine, blurred):
    entry = submitted()
    seen = {"decline-seen": present_stage(entry)}

    assert admin.post(url("decline", entry), {**seen, "decline-reason": ""}).status_code == 422
    wrong_use = {**seen, "decline-reason": blurred.pk}
    assert admin.post(url("decline", entry), wrong_use).status_code == 422
    admin.post(url("decline", entry), {**seen, "decline-reason": not_genuine.pk})

    entry.refresh_from_db()
    assert (entry.status, entry.decline_reason) == (ApplicationStatus.DECLINED, not_genuine)


def test_deciding_on_a_decided_entry_is_refused_in_words(admin, submitted, gold, screener):
    entry = submitted()
    decline(entry, by=screener, now=NOW)

    response = admin.post(url("approve", entry), approval(entry, gold), follow=True)

    assert response.redirect_chain == [(url("entry", entry), 302)]
    assert "すでに状態が変わっている" in response.content.decode()
    assert not Cast.objects.exists()


@pytest.mark.parametrize("name", ["approve", "return", "decline"])
def test_decisions_are_post_only(admin, submitted, name):
    assert admin.get(url(name, submitted())).status_code == 405


# --- home and menu


def test_home_panel_counts_what_waits(admin, submitted):
    submitted(email="a@example.com")
    submitted(email="b@example.com")
    CastApplication.objects.filter(email="a@example.com").update(due_to=date(2026, 11, 1))

    page = admin.get("/admin/").content.decode()

    assert "審査待ち" in page
    assert "2件" in page
    assert "期限超過 1件" in page
    assert "/admin/screening/?due=overdue" in page
    assert 'href="/admin/screening/?status=submitted"' in page


def test_home_panel_and_menu_are_hidden_without_permission(sign_in, submitted):
    submitted()

    page = sign_in(staff_with()).get("/admin/").content.decode()

    assert "審査待ち" not in page
    assert "/admin/screening/" not in page


def test_permissions_can_be_given_to_groups(staff, sign_in):
    page = sign_in(staff).get(reverse("wagtailusers_groups:add")).content.decode()

    for codename in ("view_castapplication", "change_castapplication", "view_identitydocument"):
        permission = Permission.objects.get(codename=codename)
        assert f'value="{permission.pk}"' in page


# --- who does it, and what they tell each other


def test_a_screener_takes_an_entry_and_the_queue_shows_and_finds_it(admin, submitted, screener):
    entry = submitted(cast_name="ほたる")
    submitted(email="b@example.com", cast_name="ことり")

    admin.post(url("assign", entry), {"assign-to": screener.pk})

    entry.refresh_from_db()
    assert entry.assignee == screener
    page = admin.get(f"{QUEUE}results/?assignee={screener.pk}").content.decode()
    assert "ほたる" in page
    assert "ことり" not in page
    row = ModelLogEntry.objects.get(action="cast_portal.assign_application")
    assert (row.user, row.message) == (screener, "担当者を審査係さんにしました")


def test_an_entry_is_given_to_screeners_only(admin, submitted, guest):
    entry = submitted()
    bystander = UserFactory(role=Role.STAFF, is_staff=True)

    for person in (guest, bystander):
        response = admin.post(url("assign", entry), {"assign-to": person.pk})
        assert response.status_code == 422
    entry.refresh_from_db()
    assert entry.assignee is None


def test_due_filters_find_what_the_home_panel_counts(admin, submitted):
    submitted(cast_name="ほたる")
    submitted(email="b@example.com", cast_name="ことり")
    CastApplication.objects.filter(cast_name="ほたる").update(due_to=date(2026, 11, 1))
    CastApplication.objects.filter(cast_name="ことり").update(due_to=NOW.date())

    overdue = admin.get(f"{QUEUE}results/?due=overdue").content.decode()
    today = admin.get(f"{QUEUE}results/?due=today").content.decode()

    assert ("ほたる" in overdue, "ことり" in overdue) == (True, False)
    assert ("ほたる" in today, "ことり" in today) == (False, True)


def test_notes_are_for_colleagues(admin, client, submitted, screener):
    entry = submitted()

    admin.post(url("note", entry), {"note-body": "住所は電話で確認しました。"})

    page = admin.get(url("entry", entry)).content.decode()
    assert "住所は電話で確認しました。" in page
    assert "審査係" in page
    assert "電話で" not in client.get(status_link(entry)).content.decode()


def test_queue_says_how_long_an_entry_has_waited(admin, submitted):
    submitted()
    CastApplication.objects.update(submitted_at=NOW - timedelta(days=3))

    assert "3日" in admin.get(QUEUE).content.decode()


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_checklist_follows_the_kind_of_document(admin, submitted, kind):
    parts = dict.fromkeys(parts_of(kind), SMALL_FRONT)
    entry = submitted(document_kind=kind, documents=parts)

    checks = admin.get(url("entry", entry)).context["approve_form"].names

    assert checks == [name for name, _label in CHECKLISTS[kind]]
    assert ("school" in checks) == (kind == DocumentKind.STUDENT_CARD)
