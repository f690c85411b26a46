import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from cast_portal.domain.memos import save_memo
from cast_portal.domain.pictures import add_picture
from cms_pages.domain.contact import receive_contact
from cms_pages.enums import ContactTopic
from cms_pages.models import AnnouncementRead
from guest_portal.domain.reviews import review_talk
from payouts.domain.claims import claim_rewards
from talk_rooms.domain.call_paths import PathResult
from talk_rooms.domain.call_test import record_call_test
from talk_rooms.domain.messages import send_message
from talk_rooms.domain.office_calls import call_office
from talk_rooms.enums import (
    Browser,
    CallPath,
    CallQuality,
    CallTestVerdict,
    OfficeCallKind,
    PathKind,
    System,
)
from talk_rooms.models import Attendance
from tests.accounts.reauthenticated import type_password
from tests.factories import NOW, AnnouncementFactory, GuestFactory, ReservationFactory, attend
from tests.images import draw_portrait
from tests.payouts.builders import make_account, make_cast, make_reward

pytestmark = pytest.mark.django_db
URL = reverse("accounts:export")


def files_of(response):
    archive = zipfile.ZipFile(BytesIO(b"".join(response)))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def download(sign_in):
    """download(user): what the zip holds, read."""

    def get(user):
        response = type_password(sign_in(user)).post(URL)
        assert response["Content-Disposition"] == 'attachment; filename="sashitalk-data.zip"'
        files = files_of(response)
        return {
            name: json.loads(content) for name, content in files.items() if name.endswith(".json")
        } | {name: content for name, content in files.items() if name.endswith(".jpg")}

    return get


@pytest.fixture
def talk(db):
    """Tomorrow, with a word from either side; the cast has money and a memo."""
    cast = make_cast(10_000)
    guest = GuestFactory(user__public_name="ゲストのはな", topics="旅").user
    talk = ReservationFactory(cast=cast, talk__guest=guest, reward_yen=600, wish="猫の話").talk
    send_message(talk, sender=cast.user, body="キャストの言葉", now=NOW)
    send_message(talk, sender=guest, body="ゲストの言葉", now=NOW)
    save_memo(cast, guest=guest, body="犬が好き", seen=0, now=NOW)
    for person, words in ((cast.user, "キャストの通報"), (guest, "ゲストの通報")):
        call_office(talk, by=person, kind=OfficeCallKind.ABUSE, words=words, now=talk.starts_at)
    return talk


def test_a_cast_gets_all_that_is_about_them(download, talk):
    cast = talk.cast.cast
    add_picture(cast, source=draw_portrait())
    claim = claim_rewards(cast, now=NOW)

    data = download(talk.cast)

    assert data["account.json"]["氏名"] == "山田 太郎"
    assert data["cast-profile.json"]["自己紹介"] == cast.introduction
    assert data["cast-picture-1.jpg"][:2] == b"\xff\xd8"
    assert data["memos.json"][0]["メモ"] == "犬が好き"
    assert [one["相手"] for one in data["talks.json"]][-1] == "ゲストのはな"
    assert [one["メッセージ"] for one in data["messages.json"]] == ["キャストの言葉"]
    assert [one["状況"] for one in data["office-calls.json"]] == ["キャストの通報"]
    assert data["reports.json"][0]["確定した結果"] == "完了"
    assert data["rewards.json"][0]["報酬（円）"] == 10_000
    assert data["claims.json"][0]["申請番号"] == claim.public_id
    assert data["slots.json"][-1]["予約あり"] is True
    assert data["bank-account.json"]["口座"].endswith("****345")


def test_a_guest_gets_all_that_is_about_them(download, talk):
    past = ReservationFactory(
        talk__cast=talk.cast, cast=talk.cast.cast, talk__guest=talk.guest, talk__starts_at=NOW
    )
    review_talk(attend(past.talk), by=talk.guest, rating=5, comment="楽しい", now=past.talk.ends_at)
    AnnouncementRead.objects.create(
        announcement=AnnouncementFactory(title="夏休み"), user=talk.guest, read_at=NOW
    )
    words = {"reply_to": talk.guest.email, "body": "質問です", "talk": None, "now": NOW}
    receive_contact(topic=ContactTopic.OTHER, user=talk.guest, **words)

    data = download(talk.guest)

    assert data["guest-profile.json"][0]["話したいこと"] == "旅"
    assert data["reviews.json"][0]["感想"] == "楽しい"
    assert [one["メッセージ"] for one in data["messages.json"]] == ["ゲストの言葉"]
    assert "猫の話" in [one["話したいこと"] for one in data["reservations.json"]]
    assert data["announcements-read.json"][0]["お知らせ"] == "夏休み"
    assert data["contacts.json"][0]["内容"] == "質問です"
    assert data["devices.json"]
    assert data["mails.json"]


def test_what_the_room_and_the_tests_saw_of_the_call_is_there(download, talk):
    stay = {"joined_at": talk.starts_at, "left_at": talk.ends_at, "left_on_purpose": True}
    seen = {"path": CallPath.RELAY, "quality": CallQuality.GOOD, "restarts": 2}
    Attendance.objects.create(
        talk=talk, user=talk.guest, connected_seconds=110, window="w", **stay, **seen
    )
    record_call_test(
        talk.guest,
        talk=talk,
        verdict=CallTestVerdict.OK,
        browser=Browser.CHROME,
        system=System.WINDOWS,
        paths=[PathResult(PathKind.DIRECT, connected=True, rtt_ms=40)],
        now=NOW,
    )

    data = download(talk.guest)

    [kept] = data["attendances.json"]
    assert (kept["自分で退室した"], kept["つなぎ直した回数"]) == (True, 2)
    assert (kept["通話の経路"], kept["相手が届いていた秒数"]) == (CallPath.RELAY.label, 110)
    [path] = data["call-tests.json"][0]["接続の経路"]
    assert (path["経路"], path["往復（ミリ秒）"]) == (PathKind.DIRECT.label, 40)


def test_moments_are_told_by_the_clock_on_the_wall(download, talk):
    assert download(talk.guest)["talks.json"][0]["予約日時"] == "2026-11-24T19:00:00+09:00"


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_of_the_other_side_it_has_the_public_name_alone(download, talk, side):
    me, other = talk.cast, talk.guest
    if side == "guest":
        me, other = other, me
    text = json.dumps(
        {name: data for name, data in download(me).items() if name.endswith(".json")},
        ensure_ascii=False,
    )
    assert other.public_name in text
    hidden = [other.email, other.legal_name, other.last_name_kana]
    of_guest, of_cast = (
        ["ゲストの言葉", "ゲストの通報", "猫の話"],
        ["キャストの言葉", "キャストの通報", "犬が好き", "報酬"],
    )
    hidden += of_guest if side == "cast" else of_cast
    assert [word for word in hidden if word in text] == []


def test_the_number_of_the_bank_account_is_masked(download, talk):
    make_account(talk.cast.cast, number="7654321")
    assert "7654321" not in json.dumps(download(talk.cast), default=str, ensure_ascii=False)


@pytest.mark.parametrize("talks", [1, 3])
def test_it_costs_the_same_for_many_talks(sign_in, talk, talks, django_assert_num_queries):
    cast = talk.cast.cast
    for _ in range(talks - 1):
        more = ReservationFactory(cast=cast, talk__guest=GuestFactory().user).talk
        send_message(more, sender=talk.cast, body="やあ", now=NOW)
        save_memo(cast, guest=more.guest, body="メモ", seen=0, now=NOW)
        make_reward(cast)
    client = type_password(sign_in(talk.cast))
    client.get(URL)
    with django_assert_num_queries(34):
        client.post(URL)


def test_downloads_are_limited(sign_in, guest, settings):
    settings.RATELIMIT_ENABLE = True
    client = type_password(sign_in(guest))
    for _ in range(5):
        assert client.post(URL).status_code == 200
    assert client.post(URL).url == URL


def test_it_needs_the_password_once_more(sign_in, guest):
    assert sign_in(guest).post(URL).url.startswith(reverse("account_reauthenticate"))
