import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from notices.domain.texts import ensure_mail_texts
from notices.kinds import all_kinds
from notices.models import MailText
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db
KEY = "accounts.confirm_email"


@pytest.fixture
def text():
    ensure_mail_texts()
    return MailText.objects.get(key=KEY)


@pytest.fixture
def edit_url(text):
    return reverse("wagtailsnippets_notices_mailtext:edit", args=[text.pk])


def test_every_kind_has_a_text_to_edit(text):
    assert MailText.objects.count() == len(all_kinds())


def test_what_staff_have_written_stays(text):
    MailText.objects.filter(pk=text.pk).update(subject="ようこそ")
    ensure_mail_texts()
    text.refresh_from_db()
    assert text.subject == "ようこそ"


@pytest.mark.parametrize("field", ["subject", "body"])
def test_an_unknown_name_is_refused_beside_the_field(text, field):
    setattr(text, field, "{{ password }}")
    with pytest.raises(ValidationError) as refused:
        text.full_clean()
    assert refused.value.message_dict == {field: ["使えない名前があります：password"]}


def test_staff_see_the_names_they_may_use(sign_in, staff, edit_url, page_tree):
    html = sign_in(staff).get(edit_url).content.decode()
    assert "{{ link }}" in html
    assert "開いていただくリンク" in html


def test_staff_change_the_wording(sign_in, staff, text, edit_url, page_tree):
    sign_in(staff).post(edit_url, {"subject": "ようこそ", "body": "{{ link }}"})
    text.refresh_from_db()
    assert (text.subject, text.body) == ("ようこそ", "{{ link }}")


def test_a_wrong_name_keeps_the_old_wording(sign_in, staff, text, edit_url, page_tree):
    response = sign_in(staff).post(edit_url, {"subject": "ようこそ", "body": "{{ pasword }}"})
    assert "使えない名前があります：pasword" in response.content.decode()
    assert MailText.objects.get(pk=text.pk).subject == text.subject


@pytest.mark.parametrize("action", ["add", "delete"])
def test_nobody_adds_or_deletes_a_kind(sign_in, staff, text, page_tree, action):
    args = [text.pk] if action == "delete" else []
    url = reverse(f"wagtailsnippets_notices_mailtext:{action}", args=args)
    assert sign_in(staff).post(url).status_code in (302, 404)
    assert MailText.objects.count() == len(all_kinds())


def test_staff_without_the_permission_are_kept_out(sign_in, edit_url, page_tree):
    limited = StaffFactory(is_superuser=False)
    assert sign_in(limited).get(edit_url).status_code == 403


def test_guests_are_kept_out(sign_in, guest, edit_url, page_tree):
    assert sign_in(guest).get(edit_url).status_code == 403
