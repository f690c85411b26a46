from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.enums import Role
from cast_portal.models import Slot
from notices.models import OutgoingMail
from talk_rooms.models import Talk
from tests.factories import NOW, ReservationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]
REGISTER = "/admin/reservations/"
ANSWER = {"for_side": "cast", "reason": "体調不良のご連絡"}


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reservation():
    return ReservationFactory(talk__starts_at=NOW + timedelta(minutes=30))


@pytest.fixture
def cancel_url(reservation):
    return reverse("cast_portal_cancel_talk", args=[reservation.talk.public_id])


def clerk(*codenames):
    """Staff with exactly these permissions beside the admin itself."""
    user = UserFactory(role=Role.STAFF, is_staff=True)
    names = [*codenames, "access_admin"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_the_office_cancels_inside_the_last_hour(sign_in, staff, reservation, cancel_url):
    client = sign_in(staff)
    assert reservation.talk.public_id in client.get(cancel_url).content.decode()
    assert not Talk.objects.get().is_cancelled

    response = client.post(cancel_url, ANSWER)

    talk = Talk.objects.get()
    assert response.url == REGISTER
    assert (talk.cancelled_by, talk.cancel_reason) == ("staff", "体調不良のご連絡")
    assert OutgoingMail.objects.count() == 2
    assert not Slot.objects.filter(cast=reservation.cast).exists()


def test_the_office_says_who_cannot_come(sign_in, staff, cancel_url):
    response = sign_in(staff).post(cancel_url, {"reason": "体調不良のご連絡"})

    assert response.status_code == 422
    assert "どなたの都合" in response.context["form"].errors["for_side"][0]
    assert not Talk.objects.get().is_cancelled


def test_the_slot_of_an_absent_guest_is_open_again(sign_in, staff, reservation, cancel_url):
    sign_in(staff).post(cancel_url, ANSWER | {"for_side": "guest"})

    assert Slot.objects.get(cast=reservation.cast).talk is None


def test_the_office_gives_a_reason(sign_in, staff, cancel_url):
    response = sign_in(staff).post(cancel_url, ANSWER | {"reason": " "})

    assert response.status_code == 422
    assert response.context["form"].errors["reason"]
    assert not Talk.objects.get().is_cancelled


def test_a_talk_that_has_begun_is_refused_with_what_was_typed(
    sign_in, staff, reservation, cancel_url
):
    with time_machine.travel(reservation.talk.starts_at, tick=False):
        response = sign_in(staff).post(cancel_url, ANSWER)

    assert response.status_code == 422
    assert "体調不良のご連絡" in response.content.decode()
    assert not Talk.objects.get().is_cancelled


def test_an_unknown_talk_is_not_found(sign_in, staff):
    url = reverse("cast_portal_cancel_talk", args=["nope"])
    assert sign_in(staff).get(url).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_cancelling_needs_its_permission(client, sign_in, cast, guest, cancel_url, method):
    reader = sign_in(clerk("view_reservation"))
    for stranger in (client, sign_in(cast.user), sign_in(guest), reader):
        response = getattr(stranger, method)(cancel_url, {"reason": "x"})
        assert response.status_code in (302, 403, 404)
    assert not Talk.objects.get().is_cancelled

    assert sign_in(clerk("change_reservation")).get(cancel_url).status_code == 200


def test_the_register_lists_reservations_and_the_way_to_cancel(
    sign_in, staff, reservation, cancel_url
):
    page = sign_in(staff).get(REGISTER).content.decode()

    assert str(reservation.cast) in page
    assert str(reservation.talk.guest) in page
    assert cancel_url in page


def test_the_register_offers_no_cancelling_of_what_is_over(sign_in, staff, reservation, cancel_url):
    with time_machine.travel(reservation.talk.starts_at, tick=False):
        assert cancel_url not in sign_in(staff).get(REGISTER).content.decode()


def test_readers_of_the_register_cannot_change_it(sign_in, reservation, cancel_url):
    reader = sign_in(clerk("view_reservation"))

    page = reader.get(REGISTER)

    assert page.status_code == 200
    assert cancel_url not in page.content.decode()
    assert reader.get(f"{REGISTER}inspect/{reservation.pk}/").status_code == 200
    for way in ("create/", f"edit/{reservation.pk}/", f"delete/{reservation.pk}/"):
        assert reader.post(REGISTER + way).status_code in (302, 403)
    reservation.refresh_from_db()


def test_the_register_needs_its_permission(sign_in, reservation):
    assert sign_in(clerk()).get(REGISTER).status_code == 302


@pytest.mark.parametrize(
    "query", ["?export=csv", "?export=xlsx", "?q=nobody", "?talk__status__exact=reserved"]
)
def test_the_register_searches_filters_and_exports(sign_in, staff, reservation, query):
    assert sign_in(staff).get(REGISTER + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_takes_the_same_queries_for_any_number(
    sign_in, staff, django_assert_num_queries, count
):
    for _ in range(count):
        ReservationFactory()
    client = sign_in(staff)
    client.get(REGISTER)

    with django_assert_num_queries(REGISTER_QUERIES):
        client.get(REGISTER)


REGISTER_QUERIES = 11
