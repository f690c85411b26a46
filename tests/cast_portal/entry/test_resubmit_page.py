from datetime import timedelta

import pytest
import time_machine

from cast_portal.enums import ApplicationStatus, EntryItem
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import BACK, PORTRAIT, upload
from tests.cast_portal.entry.deciding import ask_again
from tests.factories import NOW


@pytest.fixture
def asked(submitted, staff):
    message = "裏面の文字が読み取れませんでした。"
    return ask_again(
        submitted(), EntryItem.BACK, EntryItem.PROFILE_IMAGE, by=staff, message=message
    )


@pytest.fixture
def link(asked):
    body = OutgoingMail.objects.get(kind="cast_portal.entry_returned").body
    line = next(line for line in body.splitlines() if "/cast/entry/resubmit/" in line)
    return line.removeprefix("http://testserver")


def test_page_asks_only_for_what_is_missing(client, link):
    response = client.get(link)

    assert list(response.context["form"].fields) == ["back", "profile_image"]
    page = response.content.decode()
    assert "裏面の文字が読み取れませんでした。" in page
    assert "山田" not in page


def test_sending_it_puts_the_entry_back_and_shows_the_new_dates(client, link, asked):
    response = client.post(
        link, {"back": upload(BACK), "profile_image": upload(PORTRAIT)}, follow=True
    )

    assert "ただいま審査中です" in response.content.decode()
    asked.refresh_from_db()
    assert asked.status == ApplicationStatus.SUBMITTED


def test_refused_picture_stands_beside_its_field_and_the_other_is_held(client, link, asked):
    refused = client.post(link, {"back": upload(b"MZ"), "profile_image": upload(PORTRAIT)})

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["back"]

    client.post(link, {"back": upload(BACK)})
    asked.refresh_from_db()
    assert asked.status == ApplicationStatus.SUBMITTED


def test_link_tampered_with_or_too_old_leads_nowhere(client, link):
    assert client.get(link[:-2] + "x/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=30, seconds=2), tick=False):
        assert client.get(link).status_code == 410
