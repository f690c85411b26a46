"""What joining leaves on record: which wording was accepted, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.domain.renewal import is_asked
from accounts.enums import TermsKind
from accounts.models import Consent, User
from tests.factories import NOW, PASSWORD

FORM = {
    "email": "hana@example.com",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "last_name": "佐藤",
    "first_name": "花子",
    "public_name": "はな",
}


@pytest.fixture
def sign_up(client):
    """sign_up(*versions, now): a guest ticks the box under these versions."""

    def post(*versions, now=NOW):
        shown = "-".join(str(version.pk) for version in versions)
        with time_machine.travel(now, tick=False):
            client.post(reverse("account_signup"), FORM | {"consent": shown})
        return User.objects.get(email=FORM["email"])

    return post


def test_sign_up_keeps_the_newest_versions_and_the_time(publish, sign_up):
    publish(TermsKind.GUEST)
    shown = [publish(TermsKind.GUEST), publish(TermsKind.PRIVACY)]
    later = NOW + timedelta(hours=3)

    guest = sign_up(*shown, now=later)

    kept = Consent.objects.filter(user=guest).order_by("pk")
    assert [(one.terms, one.accepted_at) for one in kept] == [(one, later) for one in shown]


def test_who_signs_up_with_a_marked_version_is_not_asked_for_it_again(publish, ask, sign_up):
    shown = [publish(TermsKind.GUEST), publish(TermsKind.PRIVACY)]
    for version in shown:
        ask(version)

    guest = sign_up(*shown)

    assert not is_asked(guest)
