"""What the office is told about the slots that a new slot length leaves alone."""

from datetime import timedelta

import pytest
import time_machine
from django.forms.models import model_to_dict
from django.urls import reverse

from cast_portal.models import CastPortalSettings
from tests.factories import ReservationFactory, SlotFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LEFT_ALONE = "登録されたときの長さのままです"


@pytest.fixture
def save(staff, sign_in, now):
    """save(slot_seconds=…) sends the settings' form and gives the page that comes after it."""

    def send(**changed):
        rules = CastPortalSettings.load()
        url = reverse("wagtailsettings:edit", args=["cast_portal", "castportalsettings", rules.pk])
        values = {name: value or "" for name, value in model_to_dict(rules).items()}
        with time_machine.travel(now, tick=False):
            return sign_in(staff).post(url, values | changed, follow=True).content.decode()

    return send


@pytest.fixture
def slots(cast, now):
    """To come: two free and one reserved of three minutes, one free of five. One is over."""
    for minutes in (-60, 60, 120):
        SlotFactory(cast=cast, starts_at=now + minutes * MINUTE)
    start = now + 180 * MINUTE
    times = {"talk__starts_at": start, "talk__ends_at": start + 3 * MINUTE}
    ReservationFactory(cast=cast, **times)
    start = now + 240 * MINUTE
    SlotFactory(cast=cast, starts_at=start, ends_at=start + 5 * MINUTE)


@pytest.mark.usefixtures("slots")
def test_a_new_length_tells_how_many_slots_keep_the_old_one_and_until_when(save):
    page = save(slot_seconds=300)
    assert "公開中の2枠と予約済みの1枠は、登録されたときの長さのままです" in page
    assert "最後の枠は2026年11月24日 22:03まで" in page


@pytest.mark.usefixtures("slots")
def test_slots_of_the_length_that_is_set_are_not_counted(save):
    page = save(slot_seconds=180)
    assert "公開中の1枠と予約済みの0枠" in page
    assert "最後の枠は2026年11月24日 23:05まで" in page


def test_where_all_slots_have_the_length_that_is_set_nothing_is_told(save, cast, now):
    SlotFactory(cast=cast, starts_at=now + 60 * MINUTE)
    page = save(booking_horizon_days=30)
    assert CastPortalSettings.load().booking_horizon_days == 30
    assert LEFT_ALONE not in page
