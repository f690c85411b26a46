from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.user_agents import browser_of, system_of
from accounts.models import Device
from accounts.tasks import forget_what_is_over
from tests.factories import PASSWORD, CastFactory, GuestFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:devices")
HOME = reverse("accounts:home")
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"


@pytest.fixture(params=[CastFactory, GuestFactory])
def user(request, db):
    return request.param().user


def enter(user, agent=FIREFOX):
    """A browser in which the person has signed in as people do."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client):
    return not client.get(HOME).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (IPHONE, ("iPhone", "Safari")),
        (EDGE, ("Windows", "Edge")),
        (ANDROID, ("Android", "Chrome")),
        (FIREFOX, ("Linux", "Firefox")),
        ("curl/8.5", ("", "")),
    ],
)
def test_a_browser_is_told_in_plain_words(agent, named):
    assert (system_of(agent), browser_of(agent)) == named


def test_the_page_shows_every_device_and_which_one_this_is(user):
    enter(user, EDGE)
    html = enter(user, IPHONE).get(PAGE).content.decode()
    assert (
        html.index("iPhone ・ Safari")
        < html.index("この端末</span>")
        < html.index("Windows ・ Edge")
    )


def test_of_the_browser_no_more_is_kept_than_that(user):
    enter(user, IPHONE)
    values = str(Device.objects.values().get())
    assert "Mozilla" not in values
    assert "127.0.0.1" not in values


def test_one_device_is_signed_out(user):
    here, other, third = enter(user), enter(user, EDGE), enter(user, IPHONE)
    device = Device.objects.get(browser="Edge")

    here.post(reverse("accounts:sign_out_device", args=[device.public_id]))

    assert (is_in(here), is_in(other), is_in(third)) == (True, False, True)
    assert Device.objects.count() == 2


def test_all_others_are_signed_out_together(user):
    here, other, third = enter(user), enter(user, EDGE), enter(user, IPHONE)
    here.post(reverse("accounts:sign_out_others"))
    assert (is_in(here), is_in(other), is_in(third)) == (True, False, False)
    assert "ほかにログインしている端末はありません" in here.get(PAGE).content.decode()


def test_nobody_signs_out_the_devices_of_others(user):
    theirs = enter(user)
    device = Device.objects.get()
    for stranger in (enter(CastFactory().user), enter(GuestFactory().user)):
        assert "Linux" in stranger.get(PAGE).content.decode()
        url = reverse("accounts:sign_out_device", args=[device.public_id])
        assert stranger.post(url).status_code == 404
        stranger.post(reverse("accounts:sign_out_others"))
    assert is_in(theirs)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(user):
    here, other = enter(user), enter(user, EDGE)
    new = "atarashii-aikotoba"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    here.post(reverse("account_change_password"), form)

    assert (is_in(here), is_in(other)) == (True, False)
    assert Device.objects.get().session_key == here.session.session_key


def test_a_reset_password_ends_all_sessions(user):
    from notices.models import OutgoingMail

    other = enter(user, EDGE)
    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": user.email})
    link = OutgoingMail.objects.latest("pk").body.split("http://testserver")[1].split()[0]
    form = visitor.get(link, follow=True).redirect_chain[-1][0]
    new = "atarashii-aikotoba"
    visitor.post(form, {"password1": new, "password2": new})

    assert (is_in(visitor), is_in(other)) == (True, False)
    assert Device.objects.get().session_key == visitor.session.session_key


def test_signing_out_takes_the_device_off_the_list(user):
    enter(user).post(reverse("account_logout"))
    assert not Device.objects.exists()


def test_use_is_noted_once_in_an_hour(user, django_assert_num_queries):
    client = enter(user)
    first = Device.objects.get()
    later = timezone.now() + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        client.get(HOME)
    soon = time_machine.travel(later + timedelta(minutes=50), tick=False)
    with soon, django_assert_num_queries(2):  # the session and its person
        client.get(HOME)
    device = Device.objects.get()
    assert device.first_seen_at == first.first_seen_at
    assert abs(device.last_seen_at - later) < timedelta(seconds=1)


def test_a_device_whose_session_is_over_is_neither_shown_nor_kept(user):
    enter(user, EDGE)
    with time_machine.travel(timezone.now() + timedelta(weeks=8), tick=False):
        html = enter(user).get(PAGE).content.decode()
        assert "Edge" not in html
        assert Device.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(weeks=20), tick=False):
        forget_what_is_over()
    assert not Device.objects.exists()


@pytest.mark.parametrize("devices", [1, 3])
def test_the_page_costs_the_same_for_many_devices(user, devices, django_assert_num_queries):
    for _ in range(devices - 1):
        enter(user, EDGE)
    client = enter(user)
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_a_session_from_before_the_list_gets_onto_it_when_used(user):
    client = enter(user)
    Device.objects.all().delete()
    session = client.session
    del session["seen"]
    session.save()
    client.get(HOME)
    assert Device.objects.get().session_key == client.session.session_key
