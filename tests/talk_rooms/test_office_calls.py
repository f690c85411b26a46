from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from wagtail.models import ModelLogEntry

from notices.models import OutgoingMail
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.domain.office_calls import call_office, handle_office_call
from talk_rooms.enums import OfficeCallKind, TalkStatus
from talk_rooms.models import Attendance, OfficeCall
from tests.factories import StaffFactory, TalkFactory, UserFactory

pytestmark = pytest.mark.django_db
REGISTER = "/admin/office-calls/"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def talk(db):
    return TalkFactory()


@pytest.fixture
def in_the_talk(talk):
    """The wall clock stands one minute after the start of the talk."""
    with time_machine.travel(talk.starts_at + timedelta(minutes=1), tick=False):
        yield talk


def called(talk, by, *, kind=OfficeCallKind.NO_SHOW, words="", after=timedelta(minutes=1)):
    return call_office(talk, by=by, kind=kind, words=words, now=talk.starts_at + after)


def address(talk):
    return f"/talks/{talk.public_id}/office/"


def sit(talk, user, **moments):
    return Attendance.objects.create(talk=talk, user=user, joined_at=talk.starts_at, **moments)


def test_a_call_keeps_what_the_room_had_seen_and_tells_the_office(talk, settings):
    sit(talk, talk.cast)
    sit(talk, talk.guest, left_at=talk.starts_at + timedelta(seconds=20))
    call, is_new = called(talk, talk.cast, words="5分待っています。")
    assert is_new
    assert (call.side, call.caller) == ("cast", talk.cast)
    assert (call.facts["cast_is_here"], call.facts["guest_is_here"]) == (True, False)
    assert (call.facts["guest_came"], call.facts["seconds_together"]) == (True, 0)
    [letter] = OutgoingMail.objects.filter(kind="talk_rooms.office_called")
    assert letter.to == settings.OFFICE_EMAIL
    assert "相手が来ない" in letter.subject
    assert f"{REGISTER}{call.pk}/" in letter.body
    assert "5分" not in letter.body
    assert ModelLogEntry.objects.filter(action="talk_rooms.call_office").count() == 1


def test_calling_twice_is_one_call(talk):
    first, _ = called(talk, talk.cast)
    again, is_new = called(talk, talk.cast, after=timedelta(minutes=2))
    assert (again, is_new) == (first, False)
    assert OutgoingMail.objects.count() == 1


def test_each_side_and_each_kind_is_a_call_of_its_own(talk):
    called(talk, talk.cast)
    called(talk, talk.guest)
    called(talk, talk.guest, kind=OfficeCallKind.ABUSE)
    assert OfficeCall.objects.count() == 3


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (timedelta(minutes=-5, seconds=-1), "office_call_too_early"),
        (timedelta(hours=24, minutes=3), "office_call_too_late"),
    ],
)
def test_the_office_is_called_from_the_opening_to_a_day_after(talk, after, code):
    with pytest.raises(TalkRefused) as refusal:
        called(talk, talk.cast, after=after)
    assert refusal.value.code == code
    assert called(talk, talk.cast, after=timedelta(minutes=-5))[1]
    assert called(talk, talk.guest, after=timedelta(hours=24, minutes=2))[1]


def test_of_a_cancelled_talk_nobody_calls(now):
    talk = TalkFactory(status=TalkStatus.CANCELLED, cancelled_at=now)
    with pytest.raises(TalkRefused, match="talk_cancelled"):
        called(talk, talk.cast)


def test_the_room_hears_in_words_that_the_office_knows(in_the_talk, sign_in):
    client = sign_in(in_the_talk.guest)
    answer = client.post(address(in_the_talk), {"kind": "abuse", "words": "暴言"}, **JSON)
    assert answer.status_code == 200
    assert "お知らせしました" in answer.json()["message"]
    assert OfficeCall.objects.get().words == "暴言"
    again = client.post(address(in_the_talk), {"kind": "abuse"}, **JSON)
    assert "お知らせ済み" in again.json()["message"]


def test_without_scripts_it_is_a_plain_form(in_the_talk, sign_in):
    client = sign_in(in_the_talk.cast)
    page = client.post(address(in_the_talk), {"kind": "no_show"}, follow=True)
    assert page.redirect_chain == [(f"/talks/{in_the_talk.public_id}/messages/", 302)]
    assert "事務局にお知らせしました" in page.content.decode()


@pytest.mark.parametrize(
    "fields", [{}, {"kind": "boredom"}, {"kind": "abuse", "words": "あ" * 1001}]
)
def test_other_words_are_refused(in_the_talk, sign_in, fields):
    answer = sign_in(in_the_talk.cast).post(address(in_the_talk), fields, **JSON)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not OfficeCall.objects.exists()


def test_too_early_is_said_in_words(talk, sign_in):
    with time_machine.travel(talk.opens_at - timedelta(seconds=1), tick=False):
        answer = sign_in(talk.cast).post(address(talk), {"kind": "no_show"}, **JSON)
    assert answer.status_code == 409
    assert "入室できる時刻" in answer.json()["message"]


def test_many_calls_in_one_hour_are_too_many(in_the_talk, sign_in, settings):
    settings.RATELIMIT_ENABLE = True
    client = sign_in(in_the_talk.cast)
    codes = [
        client.post(address(in_the_talk), {"kind": "no_show"}, **JSON).status_code
        for _ in range(11)
    ]
    assert codes == [200] * 10 + [429]


def test_only_the_talks_two_people_call(in_the_talk, sign_in, client):
    assert client.post(address(in_the_talk), {"kind": "abuse"}).status_code == 302
    stranger = sign_in(UserFactory())
    assert stranger.post(address(in_the_talk), {"kind": "abuse"}).status_code == 404
    assert sign_in(in_the_talk.cast).get(address(in_the_talk)).status_code == 405
    assert not OfficeCall.objects.exists()
    assert mail.outbox == []


# --- the office's side


@pytest.fixture
def office(staff, sign_in, page_tree):
    return sign_in(staff)


def test_staff_see_it_at_home_until_it_is_handled(office, talk, staff):
    call, _ = called(talk, talk.cast)
    assert f"{REGISTER}{call.pk}/" in office.get("/admin/").content.decode()
    office.post(f"{REGISTER}{call.pk}/handle/", {"note": "お電話で確認しました。"})
    call.refresh_from_db()
    assert (call.handled_by, call.note) == (staff, "お電話で確認しました。")
    assert f"{REGISTER}{call.pk}/" not in office.get("/admin/").content.decode()
    page = office.get(f"{REGISTER}{call.pk}/").content.decode()
    assert "お電話で確認しました。" in page
    assert "対応済み" in page


def test_handling_wants_a_note_and_counts_once(office, talk, staff, now):
    call, _ = called(talk, talk.cast)
    assert office.post(f"{REGISTER}{call.pk}/handle/", {"note": " "}).status_code == 422
    handle_office_call(call, by=staff, note="済", now=now)
    later = handle_office_call(call, by=UserFactory(), note="また", now=now)
    assert (later.note, later.handled_by) == ("済", staff)


def test_the_page_of_a_call_shows_the_room_and_no_real_name(office, talk):
    sit(talk, talk.cast)
    call, _ = called(talk, talk.cast, words="だれも来ません")
    page = office.get(f"{REGISTER}{call.pk}/").content.decode()
    assert "だれも来ません" in page
    assert "入室なし" in page
    assert talk.guest.last_name not in page


def test_a_call_and_its_talk_lead_to_each_other(office, talk):
    call, _ = called(talk, talk.guest, kind=OfficeCallKind.ABUSE)
    register = f"/admin/talks/inspect/{talk.pk}/"
    assert f'href="{register}"' in office.get(f"{REGISTER}{call.pk}/").content.decode()
    page = office.get(register).content.decode()
    assert f'href="{REGISTER}{call.pk}/"' in page
    assert "迷惑行為・不適切な言動" in page
    assert "対応待ち" in page


def test_a_talk_without_calls_has_no_list_of_them(office, talk):
    page = office.get(f"/admin/talks/inspect/{talk.pk}/").content.decode()
    assert 'id="office-calls' not in page


def test_what_staff_may_not_read_is_not_linked(talk, sign_in, page_tree):
    call, _ = called(talk, talk.guest)
    pages = {
        "view_officecall": f"{REGISTER}{call.pk}/",
        "view_talk": f"/admin/talks/inspect/{talk.pk}/",
    }
    for permission, address in pages.items():
        colleague = StaffFactory(is_superuser=False)
        names = ["access_admin", permission]
        colleague.user_permissions.set(Permission.objects.filter(codename__in=names))
        page = sign_in(colleague).get(address).content.decode()
        assert talk.public_id in page
        assert not any(f'href="{other}"' in page for other in pages.values() if other != address)


def test_only_staff_who_may_read_calls_see_them(talk, sign_in, client, page_tree):
    call, _ = called(talk, talk.cast)
    colleague = StaffFactory(is_superuser=False)
    names = ["access_admin", "view_officecall"]
    colleague.user_permissions.set(Permission.objects.filter(codename__in=names))
    reader = sign_in(colleague)
    assert reader.get(f"{REGISTER}{call.pk}/").status_code == 200
    assert reader.post(f"{REGISTER}{call.pk}/handle/", {"note": "済"}).status_code == 302
    assert not OfficeCall.objects.filter(handled_at__isnull=False).exists()
    assert sign_in(talk.cast).get(REGISTER).status_code == 403
    assert client.get(REGISTER).status_code == 302


def test_the_list_of_calls_costs_the_same_queries(office, django_assert_num_queries):
    called(talk := TalkFactory(), talk.cast)
    office.get(REGISTER)
    with django_assert_num_queries(8):
        office.get(REGISTER)
    for other in TalkFactory.create_batch(2):
        called(other, other.guest)
    with django_assert_num_queries(8):
        office.get(REGISTER)
