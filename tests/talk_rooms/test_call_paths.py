import json
from datetime import timedelta

import msgspec
import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from talk_rooms.domain.agents import browser_of, system_of
from talk_rooms.domain.call_paths import MAX_PATHS, path_results, paths_to_test

GOOD = {"path": "relay_udp", "connected": True, "rtt_ms": 31, "loss_percent": 0}
MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.fixture
def somebody():
    return User(public_id="somebody1234")


@pytest.fixture
def turn(settings):
    settings.STUN_URLS = ["stun:stun.example.com"]
    settings.TURN_URLS = [
        "turn:turn.example.com?transport=udp",
        "turn:turn.example.com?transport=tcp",
        "turns:turn.example.com?transport=tcp",
        "turn:second.example.com",
    ]
    settings.TURN_SECRET = "north"
    return settings


def test_every_relay_is_a_path_of_its_own_beside_the_direct_one(turn, somebody, now):
    paths = paths_to_test(somebody, now=now)
    kinds = ["direct", "relay_udp", "relay_tcp", "relay_tls", "relay_udp"]
    assert [one["path"] for one in paths] == kinds
    for one, url in zip(paths[1:], turn.TURN_URLS, strict=True):
        [server] = one["ice"]["iceServers"]
        assert server["urls"] == [url]
        assert one["ice"]["iceTransportPolicy"] == "relay"


def test_the_direct_path_knows_no_relay(turn, somebody, now):
    direct = paths_to_test(somebody, now=now)[0]
    assert direct["ice"] == {
        "iceServers": [{"urls": ["stun:stun.example.com"]}],
        "iceTransportPolicy": "all",
    }


def test_a_call_test_may_use_the_relay_for_ten_minutes(turn, somebody, now):
    [server] = paths_to_test(somebody, now=now)[1]["ice"]["iceServers"]
    expiry = int((now + timedelta(minutes=10)).timestamp())
    assert server["username"] == f"{expiry}:test.somebody1234"


def test_a_visitor_gets_no_relay(turn, now):
    assert [one["path"] for one in paths_to_test(AnonymousUser(), now=now)] == ["direct"]


def test_without_a_relay_there_is_the_direct_path(somebody, now, settings):
    settings.TURN_URLS = []
    assert [one["path"] for one in paths_to_test(somebody, now=now)] == ["direct"]


def test_results_are_read_as_the_page_sends_them():
    closed = {"path": "direct", "connected": False, "rtt_ms": None, "loss_percent": None}
    first, second = path_results(json.dumps([GOOD, closed]))
    assert (first.path.label, first.rtt_ms) == ("中継（UDP）", 31)
    assert (second.connected, second.loss_percent) == (False, None)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "null",
        [{**GOOD, "path": "pigeon"}],
        [{**GOOD, "rtt_ms": -1}],
        [{**GOOD, "loss_percent": 101}],
        [{**GOOD, "connected": "yes"}],
        [{**GOOD, "address": "192.0.2.1"}],
        [GOOD] * (MAX_PATHS + 1),
    ],
)
def test_anything_else_is_refused(sent):
    text = sent if isinstance(sent, str) else json.dumps(sent)
    with pytest.raises(msgspec.MsgspecError):
        path_results(text)


ON_IPHONE = "(iPhone; CPU iPhone OS 18_5 like Mac OS X)"
ON_IPAD = "(iPad; CPU OS 18_5 like Mac OS X)"
ON_ANDROID = "(Linux; Android 14; SO-53D Build/67.2.A.2.118; wv)"
IN_VIEW = "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/137.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (f"{ON_IPHONE} {WEBKIT} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1", "chrome", "ios"),
        (f"{ON_IPAD} {WEBKIT} CriOS/138.0.7204.119 Mobile/15E148 Safari/604.1", "chrome", "ios"),
        (
            f"(Macintosh; Intel Mac OS X 13_5_2) {WEBKIT} CriOS/138 Version/11.1.1 Safari/605.1.15",
            "chrome",
            "ios",
        ),
        (f"{ON_IPHONE} {WEBKIT} FxiOS/140.0 Mobile/15E148 Safari/605.1.15", "firefox", "ios"),
        (
            f"{ON_IPHONE} {WEBKIT} Version/18.0 EdgiOS/138.0 Mobile/15E148 Safari/605.1.15",
            "edge",
            "ios",
        ),
        (f"{ON_IPHONE} {WEBKIT} Mobile/15E148 Safari Line/15.9.0", "in_app", "ios"),
        (f"{ON_IPHONE} {WEBKIT} Mobile/15E148 Instagram 385.0.0.27.80", "in_app", "ios"),
        (
            f"{ON_IPHONE} {WEBKIT} Mobile/22F76 [FBAN/FBIOS;FBAV/518.0.0.52.100;FBDV/iPhone15,3]",
            "in_app",
            "ios",
        ),
        (f"{ON_IPHONE} {WEBKIT} Mobile/15E148 Twitter for iPhone/11.5", "in_app", "ios"),
        (f"{ON_ANDROID} {IN_VIEW} Line/15.9.0/IAB", "in_app", "android"),
        (f"{ON_ANDROID} {IN_VIEW} Instagram 385.0.0.47.77 Android", "in_app", "android"),
        (f"{ON_ANDROID} {IN_VIEW} [FB_IAB/FB4A;FBAV/518.0.0.63.86;]", "in_app", "android"),
        (f"{ON_ANDROID} {IN_VIEW}", "in_app", "android"),
    ],
)
def test_phones_and_the_browsers_inside_their_apps_are_told_apart(agent, browser, system):
    whole = f"{MOZILLA} {agent}"
    assert (browser_of(whole), system_of(whole)) == (browser, system)


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36", "chrome", "windows"),
        ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "edge", "windows"),
        ("(Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "safari", "mac"),
        ("(Macintosh; Intel Mac OS X 10.15; rv:140.0) Firefox/140.0", "firefox", "mac"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "safari", "ios"),
        ("(Linux; Android 10; K) Chrome/140.0 Mobile Safari/537.36", "chrome", "android"),
        ("(Linux; Android 14) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36", "other", "android"),
        ("(X11; Linux x86_64; rv:140.0) Firefox/140.0", "firefox", "other"),
        ("", "other", "other"),
    ],
)
def test_browser_and_system_are_told_apart(agent, browser, system):
    whole = f"{MOZILLA} {agent} {WEBKIT}"
    assert (browser_of(whole), system_of(whole)) == (browser, system)
