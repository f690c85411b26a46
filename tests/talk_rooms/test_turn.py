from datetime import UTC, datetime

import pytest

from talk_rooms.checks import check_relay_is_whole
from talk_rooms.domain.turn import ice_settings, turn_credential

EXPIRY = datetime(2026, 11, 24, 10, 2, 30, 1, tzinfo=UTC)


@pytest.fixture
def turn(settings):
    settings.STUN_URLS = ["stun:stun.example.com"]
    settings.TURN_URLS = ["turn:turn.example.com?transport=udp"]
    settings.TURN_SECRET = "north"
    settings.RELAY_ONLY = True
    return settings


def test_a_credential_is_what_openssl_makes_of_the_same_words():
    # printf '1732442551:me' | openssl dgst -sha1 -hmac north -binary | base64
    assert turn_credential("1732442551:me", "north") == "Qmwd8tE219GjLwUNuCsJba1HnH4="


def test_credentials_expire_with_what_they_are_for(turn):
    _, server = ice_settings("abc.cast", expires_at=EXPIRY)["iceServers"]
    assert server["username"] == "1795514551:abc.cast"
    assert server["credential"] == turn_credential(server["username"], "north")
    assert server["urls"] == turn.TURN_URLS


def test_relay_only_is_a_setting(turn):
    assert ice_settings("x", expires_at=EXPIRY)["iceTransportPolicy"] == "relay"
    turn.RELAY_ONLY = False
    assert ice_settings("x", expires_at=EXPIRY)["iceTransportPolicy"] == "all"


@pytest.mark.parametrize("missing", ["TURN_URLS", "TURN_SECRET"])
def test_without_a_relay_nobody_is_forced_to_use_one(turn, missing):
    setattr(turn, missing, type(getattr(turn, missing))())
    assert ice_settings("x", expires_at=EXPIRY) == {
        "iceServers": [{"urls": ["stun:stun.example.com"]}],
        "iceTransportPolicy": "all",
    }


def test_half_a_relay_does_not_pass_the_checks(turn):
    assert check_relay_is_whole() == []
    turn.TURN_SECRET = ""
    assert [error.id for error in check_relay_is_whole()] == ["talk_rooms.E001"]
    turn.TURN_URLS = []
    assert check_relay_is_whole() == []
