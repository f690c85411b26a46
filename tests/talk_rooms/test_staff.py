from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from talk_rooms.domain.talks import cancel_talk
from talk_rooms.enums import Side
from talk_rooms.models import Attendance
from tests.factories import StaffFactory, TalkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]
REGISTER = "/admin/talks/"
QUERIES = 10


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


@pytest.fixture
def colleague(sign_in):
    """Staff with these permissions only."""

    def make(*codenames):
        user = StaffFactory(is_superuser=False)
        names = ["access_admin", *codenames]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return sign_in(user)

    return make


def test_staff_find_a_talk_by_its_number_and_status(office, now):
    talk, other = TalkFactory(), TalkFactory()
    cancel_talk(other, by=other.cast, side=Side.CAST, reason="急用", now=now)
    page = office.get(REGISTER, {"q": talk.public_id}).content.decode()
    assert talk.public_id in page
    assert other.public_id not in page
    page = office.get(REGISTER, {"status": "cancelled"}).content.decode()
    assert other.public_id in page
    assert f"inspect/{talk.pk}/" not in page


def test_staff_see_what_the_room_saw(office):
    talk = TalkFactory()
    entered = talk.starts_at + timedelta(seconds=7)
    Attendance.objects.create(talk=talk, user=talk.guest, joined_at=entered)
    page = office.get(f"{REGISTER}inspect/{talk.pk}/").content.decode()
    assert "接続の記録" in page
    assert "入室" in page
    assert talk.guest.public_name in page
    assert talk.guest.last_name not in page


def test_staff_see_who_called_a_talk_off_and_why(office, now):
    talk = TalkFactory()
    cancel_talk(talk, by=talk.cast, side=Side.CAST, reason="急な体調不良", now=now)
    page = office.get(f"{REGISTER}inspect/{talk.pk}/").content.decode()
    assert "急な体調不良" in page
    assert "トークがキャンセルされました" in page


def test_nobody_writes_in_the_register(office):
    talk = TalkFactory()
    for path in ("create/", f"edit/{talk.pk}/", f"delete/{talk.pk}/"):
        assert office.get(REGISTER + path).status_code in (302, 403, 404)


def test_the_register_costs_the_same_queries_for_any_number(office, django_assert_num_queries):
    office.get(REGISTER)
    TalkFactory()
    with django_assert_num_queries(QUERIES):
        office.get(REGISTER)
    TalkFactory.create_batch(2)
    with django_assert_num_queries(QUERIES):
        office.get(REGISTER)


def test_only_staff_who_may_read_talks_get_in(colleague, sign_in, client):
    talk = TalkFactory()
    assert colleague("view_talk").get(REGISTER).status_code == 200
    assert colleague().get(REGISTER).status_code == 302
    assert sign_in(talk.cast).get(REGISTER).status_code == 403
    assert client.get(REGISTER).status_code == 302
