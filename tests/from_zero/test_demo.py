import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from cast_portal.domain.reports import suggested_outcome
from cast_portal.enums import ApplicationStatus, Outcome, ReportStatus
from cast_portal.models import Cast, CastApplication, Report, Slot
from cms_pages.demo.world import load_demo, talk_to_try
from kernel.demo_accounts import DEMO_ACCOUNTS, PASSWORD, STAFF_ACCOUNTS
from payouts.domain.bank_master import load_banks, packaged_data
from payouts.domain.queries import earnings_of, tally
from payouts.enums import ClaimStatus
from payouts.models import Claim
from talk_rooms.domain.facts import connection_facts
from talk_rooms.models import Talk
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Loaded once: it is the whole of the demo. What a test adds to it is rolled back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        load_banks(packaged_data())
        load_demo(now=NOW)


@pytest.fixture
def talk(world, settings):
    """The talk to try."""
    settings.DEMO = True
    with time_machine.travel(NOW, tick=False):
        yield talk_to_try(now=NOW)


def person(number: int) -> User:
    return User.objects.get(email=DEMO_ACCOUNTS[number].email)


def cast(number: int) -> Cast:
    return person(1 + number).cast


@pytest.mark.parametrize(
    "account", [*DEMO_ACCOUNTS, *STAFF_ACCOUNTS], ids=lambda account: account.email
)
def test_every_demo_account_can_sign_in(talk, account):
    signed_in = Client().post(
        "/accounts/login/", {"login": account.email, "password": PASSWORD}, follow=True
    )
    assert signed_in.status_code == 200
    assert signed_in.wsgi_request.user.email == account.email
    assert EmailAddress.objects.get(email=account.email).verified


def test_the_talk_to_try_starts_in_about_two_minutes(talk):
    assert timedelta(seconds=90) <= talk.starts_at - NOW <= timedelta(seconds=155)
    assert (talk.cast, talk.guest) == (person(2), person(4))
    assert talk.opens_at < NOW


def test_loading_again_keeps_everything_and_the_talk_ahead(talk):
    before = counts()
    load_demo(now=NOW + timedelta(seconds=20))
    assert talk_to_try(now=NOW + timedelta(seconds=20)) == talk
    assert counts() == before


def test_loading_later_adds_a_talk_and_keeps_the_rest(talk):
    people, claims = User.objects.count(), Claim.objects.count()
    load_demo(now=NOW + timedelta(minutes=30))
    later = talk_to_try(now=NOW + timedelta(minutes=30))
    assert later != talk
    assert later.starts_at > NOW + timedelta(minutes=31)
    assert (User.objects.count(), Claim.objects.count()) == (people, claims)


def test_another_talk_to_try_waits_for_the_end_of_the_first(talk):
    following = talk_to_try(now=talk.starts_at + timedelta(seconds=5))
    assert following.starts_at >= talk.ends_at


def test_moving_to_another_port_moves_the_links_of_the_pages(talk, settings):
    settings.SITE_URL = "http://localhost:9000"
    load_demo(now=NOW)
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("localhost", 9000)


def test_the_first_cast_can_claim_and_has_been_paid_before(talk):
    total = tally(cast(1))
    assert total.reaches_minimum
    assert earnings_of(cast(1), now=timezone.now()).is_claimable
    assert Claim.objects.get(cast=cast(1)).status == ClaimStatus.PAID


def test_the_second_casts_claim_waits_for_the_office(talk):
    assert Claim.objects.get(cast=cast(2)).status == ClaimStatus.REQUESTED


def test_entries_wait_one_of_them_overdue(talk):
    waiting = CastApplication.objects.filter(status=ApplicationStatus.SUBMITTED)
    today = timezone.localdate(NOW)
    assert sorted(entry.due_to < today for entry in waiting) == [False, True]


def test_staff_find_a_held_and_a_missing_report(talk):
    held = Report.objects.get(status=ReportStatus.HELD)
    assert not connection_facts(held.talk).were_connected
    unreported = Talk.objects.get(status="ended", report=None)
    assert suggested_outcome(unreported) == Outcome.DONE


def test_every_cast_has_a_face_and_free_evenings(talk):
    for one in Cast.objects.all():
        assert one.has_profile
        assert one.main_picture
        assert Slot.objects.filter(cast=one, talk=None, starts_at__gt=NOW).count() > 20


def test_command_prints_address_accounts_and_the_talk(talk, settings, capsys):
    call_command("load_demo")
    printed = capsys.readouterr().out
    assert settings.SITE_URL in printed
    assert all(account.email in printed for account in DEMO_ACCOUNTS)
    assert re.search(r"starts in about \d minutes, at \d\d:\d\d in Tokyo", printed)


def counts() -> dict[str, int]:
    models = (User, Cast, CastApplication, Talk, Slot, Report, Claim)
    return {model.__name__: model.objects.count() for model in models}
