import json
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from accounts.enums import Role
from talk_rooms.call_test_words import advice_words, state_in_words
from talk_rooms.domain.call_paths import TEST_LASTS, PathResult
from talk_rooms.domain.call_test import (
    KEPT_FOR,
    MAX_PER_HOUR,
    call_tests_of,
    purge_call_tests,
    record_call_test,
)
from talk_rooms.domain.errors import TalkRefused
from talk_rooms.enums import Browser, CallTestVerdict, PathKind, System
from talk_rooms.models import CallTest
from tests.factories import StaffFactory, TalkFactory, UserFactory
from tests.talk_rooms.test_pages import data_in

pytestmark = pytest.mark.django_db
RECORD, PATHS = "/call-test/result/", "/call-test/paths/"
DIRECT = {"path": "direct", "connected": True, "rtt_ms": 2, "loss_percent": 0}
CLOSED = {"path": "direct", "connected": False, "rtt_ms": None, "loss_percent": None}
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
HOUR = timedelta(hours=1)


@pytest.fixture
def talk(db):
    return TalkFactory()


def make_test(user, now, *, talk=None, verdict=CallTestVerdict.OK):
    return record_call_test(
        user,
        talk=talk,
        verdict=verdict,
        browser=Browser.CHROME,
        system=System.WINDOWS,
        paths=[
            PathResult(PathKind.DIRECT, connected=True, rtt_ms=2, loss_percent=0),
            PathResult(PathKind.RELAY_UDP, connected=True, rtt_ms=31, loss_percent=1),
        ],
        now=now,
    )


def sent(verdict="ok", paths=(DIRECT,), **fields):
    return {"verdict": verdict, "paths": json.dumps(list(paths)), **fields}


# --- which test counts


def test_a_general_test_of_the_last_day_counts(talk):
    test = make_test(talk.cast, talk.starts_at - 24 * HOUR)
    assert call_tests_of([talk]) == {(talk.pk, talk.cast_id): test}


def test_an_older_test_counts_only_for_the_talk_it_was_made_for(talk):
    other = TalkFactory(cast=talk.cast, starts_at=talk.starts_at + HOUR)
    test = make_test(talk.cast, talk.starts_at - 25 * HOUR, talk=talk)
    make_test(talk.guest, talk.starts_at - 25 * HOUR)
    assert call_tests_of([talk, other]) == {(talk.pk, talk.cast_id): test}


def test_a_test_for_another_talk_of_the_same_evening_counts(talk):
    other = TalkFactory(cast=talk.cast, starts_at=talk.starts_at + HOUR)
    test = make_test(talk.cast, talk.starts_at - HOUR, talk=talk)
    assert call_tests_of([other]) == {(other.pk, other.cast_id): test}


def test_the_latest_test_speaks(talk):
    make_test(talk.guest, talk.starts_at - 2 * HOUR)
    later = make_test(talk.guest, talk.starts_at - HOUR, verdict=CallTestVerdict.BAD)
    assert call_tests_of([talk])[talk.pk, talk.guest_id] == later


def test_a_test_after_the_talk_says_nothing_about_it(talk):
    make_test(talk.guest, talk.ends_at, talk=talk)
    assert call_tests_of([talk]) == {}


def test_the_tests_of_others_do_not_count(talk):
    make_test(UserFactory(), talk.starts_at - HOUR)
    assert call_tests_of([talk]) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_tests_of_any_number_of_talks_are_one_query(count, django_assert_num_queries):
    talks = TalkFactory.create_batch(count)
    for talk in talks:
        make_test(talk.cast, talk.starts_at - HOUR)
    with django_assert_num_queries(1):
        assert len(call_tests_of(talks)) == count


def test_no_talks_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert call_tests_of([]) == {}


# --- keeping and forgetting


def test_thirty_tests_an_hour_are_enough(guest, now):
    for _ in range(MAX_PER_HOUR):
        make_test(guest, now)
    with pytest.raises(TalkRefused, match="too_many_call_tests"):
        make_test(guest, now)
    make_test(UserFactory(), now)
    make_test(guest, now + HOUR)


def test_old_tests_are_forgotten(guest, now):
    make_test(guest, now - KEPT_FOR - timedelta(seconds=1))
    kept = make_test(guest, now - KEPT_FOR)
    assert purge_call_tests(now=now) == 1
    assert CallTest.objects.get() == kept


# --- sending a result


def test_a_result_is_kept_with_browser_and_system_in_words(talk, sign_in, time_machine):
    time_machine.move_to(talk.starts_at - HOUR, tick=False)
    client = sign_in(talk.cast)
    fields = sent(talk=talk.public_id)
    answer = client.post(RECORD, fields, headers={"user-agent": CHROME})
    test = CallTest.objects.get()
    time = state_in_words(test, now=test.tested_at)
    assert answer.json() == {"state": time}
    assert time.startswith("準備OK ")
    assert (test.user, test.talk, test.paths) == (talk.cast, talk, [DIRECT])
    assert (test.get_browser_display(), test.get_system_display()) == ("Chrome", "Windows")


def test_a_general_result_belongs_to_no_talk(guest, sign_in):
    assert sign_in(guest).post(RECORD, sent(talk="")).status_code == 200
    assert CallTest.objects.get().talk is None


def test_a_bad_result_needs_no_path(guest, sign_in):
    assert sign_in(guest).post(RECORD, sent("bad", [])).status_code == 200
    assert not CallTest.objects.get().is_passed


@pytest.mark.parametrize(
    "fields",
    [
        sent("splendid"),
        sent(paths=[]),
        sent(paths=[CLOSED]),
        sent("caution", [CLOSED]),
        sent(paths=[{**DIRECT, "address": "192.0.2.1"}]),
        {"verdict": "ok", "paths": "["},
        {"verdict": "bad", "paths": "[" + " " * 2000 + "]"},
        {},
    ],
)
def test_a_result_that_makes_no_sense_is_refused(guest, sign_in, fields):
    answer = sign_in(guest).post(RECORD, fields)
    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert not CallTest.objects.exists()


def test_too_many_results_are_answered_in_words(guest, sign_in, now, time_machine):
    time_machine.move_to(now, tick=False)
    for _ in range(MAX_PER_HOUR):
        make_test(guest, now)
    answer = sign_in(guest).post(RECORD, sent())
    assert answer.status_code == 422
    assert "テストの回数が多い" in answer.json()["errors"]["__all__"][0]


def test_nobody_sends_a_result_for_a_talk_of_others(talk, sign_in):
    for role in (Role.CAST, Role.GUEST, Role.STAFF):
        stranger = sign_in(UserFactory(role=role))
        assert stranger.post(RECORD, sent(talk=talk.public_id)).status_code == 404
    assert not CallTest.objects.exists()


def test_a_visitor_sends_no_result(client):
    assert client.post(RECORD, sent()).status_code == 302
    assert not CallTest.objects.exists()


def test_a_result_is_not_taken_from_another_site(guest, sign_in):
    client = sign_in(guest)
    client.handler.enforce_csrf_checks = True
    assert client.post(RECORD, sent()).status_code == 403


# --- its pages


@pytest.mark.parametrize("view", ["", "states/"])
def test_the_pages_of_a_talk_are_for_its_two_people(talk, sign_in, client, view):
    path = f"/talks/{talk.public_id}/call-test/{view}"
    for user in (talk.cast, talk.guest):
        assert sign_in(user).get(path).status_code == 200
    for role in (Role.CAST, Role.GUEST, Role.STAFF):
        assert sign_in(UserFactory(role=role)).get(path).status_code == 404
    assert client.get(path)["Location"].startswith("/accounts/login/")


def test_the_page_is_open_to_all_but_its_relay_is_not(client, sign_in, guest, settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.com"], "north"
    settings.RELAY_ONLY = True
    page = client.get("/call-test/").content.decode()
    fresh = client.get(PATHS).json()
    assert [one["path"] for one in fresh["paths"]] == ["direct"]
    assert fresh["mustRelay"] is False
    assert page.count("data-path>") == 1
    assert "data-result-form" not in page
    client = sign_in(guest)
    page = client.get("/call-test/").content.decode()
    fresh = client.get(PATHS).json()
    assert [one["path"] for one in fresh["paths"]] == ["direct", "relay_udp"]
    assert fresh["mustRelay"] is True
    assert page.count("data-path>") == 2
    assert "data-result-form" in page


def test_nobody_is_given_relays_without_end(sign_in, guest, settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.com"], "north"
    settings.RATELIMIT_ENABLE = True
    client = sign_in(guest)
    answers = [client.get(PATHS) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].json()["paths"] == []


def test_what_opens_a_relay_is_given_anew_for_each_run(sign_in, guest, settings, now, time_machine):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:turn.example.com"], "north"
    client = sign_in(guest)
    for moment in (now, now + TEST_LASTS):
        time_machine.move_to(moment, tick=False)
        answer = client.get(PATHS)
        [server] = answer.json()["paths"][1]["ice"]["iceServers"]
        expiry = int((moment + TEST_LASTS).timestamp())
        assert server["username"].startswith(f"{expiry}:")
        assert "no-store" in answer["Cache-Control"]
        assert server["credential"] not in client.get("/call-test/").content.decode()


def test_without_a_relay_the_page_says_how_little_it_knows(sign_in, guest, settings):
    settings.TURN_URLS = []
    words = data_in(sign_in(guest).get("/call-test/"), "call-test-words")
    assert "同じネットワーク内でつながるかどうかまで" in words["path"]["direct"]


def test_the_page_of_a_talk_is_not_to_be_found(talk, sign_in, client):
    page = sign_in(talk.cast).get(f"/talks/{talk.public_id}/call-test/").content.decode()
    assert "noindex" in page
    assert str(talk.guest) in page
    assert f'value="{talk.public_id}"' in page
    assert "noindex" not in client.get("/call-test/").content.decode()


@pytest.mark.parametrize("browser", Browser)
@pytest.mark.parametrize("system", System)
def test_there_is_advice_for_every_browser_on_every_system(browser, system):
    for lines in advice_words(browser, system).values():
        assert all(lines)


def test_advice_is_of_the_browser_and_system_at_hand():
    assert "アドレスバーの鍵" in advice_words(Browser.EDGE, System.WINDOWS)["denied"][0]
    assert "Windows" in advice_words(Browser.EDGE, System.WINDOWS)["denied"][1]


@pytest.mark.parametrize(
    ("agent", "told", "not_told"),
    [
        (
            "(Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15",
            ["メニューの「Safari」", "「ぁあ」", "Macの「システム設定」", "iPhone・iPadの「設定」"],
            ["Chrome"],
        ),
        (
            "(Macintosh; Intel Mac OS X 10_15_7) Chrome/138.0.0.0 Safari/537.36",
            ["アドレスバーの左", "Macの「システム設定」"],
            ["ぁあ", "iPad"],
        ),
        ("(iPhone) Version/18.5 Mobile/15E148 Safari/604.1", ["「ぁあ」"], ["Mac"]),
        ("(iPad) CriOS/138.0 Mobile/15E148 Safari/604.1", ["本体の", "「Chrome」"], ["ぁあ"]),
        ("(iPhone) FxiOS/140.0 Mobile/15E148 Safari/605.1.15", ["「Firefox」"], ["ぁあ"]),
        ("(iPhone) Mobile/15E148 Safari Line/15.9.0", ["LINE", "開き直して"], ["ぁあ", "設定"]),
        ("(Linux; Android 14; wv) Chrome/137.0 Line/15.9.0/IAB", ["LINE", "開き直して"], ["権限"]),
        ("(Linux; Android 10; K) Chrome/138.0 Mobile Safari/537.36", ["「権限」"], ["LINE"]),
    ],
)
def test_whoever_said_no_is_told_what_this_browser_needs(
    talk, sign_in, settings, agent, told, not_told
):
    headers = {"user-agent": f"Mozilla/5.0 {agent}"}
    client = sign_in(talk.guest)
    words = data_in(client.get("/call-test/", headers=headers), "call-test-words")
    lines = words["advice"]["denied"]
    assert all(text in "".join(lines) for text in told)
    assert not any(text in "".join(lines) for text in not_told)
    assert len(set(lines)) == len(lines)
    room = client.get(f"/talks/{talk.public_id}/room/", headers=headers)
    assert lines[0] in data_in(room, "room-words")["problems"]["audio"]["denied"]


# --- where the state is shown


def states(talk, user):
    request = RequestFactory().get("/")
    request.user = user
    template = Template("{% load talk_tags %}{% call_test_states talk %}")
    return template.render(Context({"talk": talk, "request": request}))


def test_both_sides_see_both_states(talk, time_machine):
    time_machine.move_to(talk.starts_at - HOUR, tick=False)
    test = make_test(talk.cast, talk.starts_at - 2 * HOUR)
    state = state_in_words(test, now=talk.starts_at)
    assert f"あなた：{state}" in states(talk, talk.cast)
    assert f"{talk.guest}さん：未テスト" in states(talk, talk.cast)
    assert "あなた：未テスト" in states(talk, talk.guest)
    assert f"{talk.cast}さん：{state}" in states(talk, talk.guest)


def test_a_state_of_another_day_names_the_day(guest, now):
    test = make_test(guest, now)
    assert state_in_words(test, now=now) == "準備OK 19:00"
    assert state_in_words(test, now=now + 6 * HOUR) == "準備OK 11月24日 19:00"


def test_the_page_insists_from_a_quarter_of_an_hour_before(talk, time_machine):
    def insists(minutes):
        time_machine.move_to(talk.starts_at - timedelta(minutes=minutes), tick=False)
        return "まもなく始まります" in states(talk, talk.guest)

    assert [insists(minutes) for minutes in (16, 15, 3, 2)] == [False, True, True, False]
    make_test(talk.guest, talk.starts_at - timedelta(minutes=20))
    assert not insists(10)


def test_the_page_insists_in_words_that_are_true(talk, time_machine):
    time_machine.move_to(talk.starts_at - timedelta(minutes=10), tick=False)
    make_test(talk.cast, talk.starts_at - HOUR, verdict=CallTestVerdict.BAD)
    assert "前回の通話テストの結果が「通話不可」でした" in states(talk, talk.cast)
    assert "まだお済みでない" not in states(talk, talk.cast)
    assert "まだお済みでない" in states(talk, talk.guest)


def test_nothing_is_shown_of_a_talk_that_is_over(talk, time_machine):
    time_machine.move_to(talk.ends_at, tick=False)
    assert states(talk, talk.guest).strip() == ""


def test_the_talks_own_pages_show_the_states(talk, sign_in, time_machine):
    time_machine.move_to(talk.starts_at - HOUR, tick=False)
    page = sign_in(talk.cast).get(f"/talks/{talk.public_id}/room/").content.decode()
    assert f"{talk.guest}さん：未テスト" in page
    assert f'href="/talks/{talk.public_id}/call-test/" target="_blank"' in page
    assert f'data-socket="/ws/talks/{talk.public_id}/messages/"' in page
    address = page.split("data-call-test-states")[1].split('data-url="')[1].split('"')[0]
    # Nobody is led out of the room by a link that has been drawn anew.
    assert '/call-test/" target="_blank"' in sign_in(talk.cast).get(address).content.decode()


def test_staff_see_both_tests_with_their_paths(talk, sign_in, page_tree):
    make_test(talk.cast, talk.starts_at - HOUR)
    page = sign_in(StaffFactory()).get(f"/admin/talks/inspect/{talk.pk}/").content.decode()
    for words in ("準備OK", "未テスト", "Chrome・Windows", "端末内の接続：つながる<"):
        assert words in page
    assert "中継（UDP）：31ミリ秒・1%" in page
