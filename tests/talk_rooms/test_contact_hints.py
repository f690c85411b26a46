import pytest

from talk_rooms.domain.contact_hints import contact_hints
from talk_rooms.models import Message
from tests.factories import TalkFactory


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("taro@example.com へどうぞ", "email"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email"),
        ("taro[at]example.jp", "email"),
        ("taroアットマークexampleドットcom", "email"),
        ("090-1234-5678", "phone"),
        ("０９０ー１２３４ー５６７８です", "phone"),
        ("電話は 03 1234 5678", "phone"),
        ("+81 90 1234 5678", "phone"),
        ("LINE交換しませんか", "messenger"),
        ("ラインのIDを教えてください", "messenger"),
        ("インスタのアカウントありますか", "messenger"),
        ("ID: taro_1999", "messenger"),
        ("@taro_1999 で検索して", "messenger"),
        ("LINE: hanako_123", "messenger"),
        ("LINEはhanako123です", "messenger"),
        ("ラインは hanako123", "messenger"),
        ("ディスコード hanako#1234", "messenger"),
        ("インスタ @hanako_99", "messenger"),
        ("skypeはlive:hanako", "messenger"),
        ("ID hanako123", "messenger"),
        ("X(旧Twitter)は@hanako", "messenger"),
        ("hanako@gmailです", "email"),
        ("〇九〇-一二三四-五六七八", "phone"),
        ("https://example.com/x", "link"),
        ("example.com を見て", "link"),
    ],
)
def test_contact_details_are_seen_however_they_are_written(text, hint):
    assert hint in contact_hints(text)


@pytest.mark.parametrize(
    "text",
    [
        "19:30からよろしくお願いします。",
        "11月24日(火) 20:00〜20:03ですね",
        "チケットは3,000円、全部で12,345,678円です",
        "オンラインで英語を習っています",
        "オンラインで話すのは初めてです",
        "ライン作業の仕事をしています",
        "メールを書く練習をしたいです",
        "2026/11/24に見た映画、とても良かったです",
        "電車で1時間20分かかりました",
        "インスタントラーメンが好きです",
        "LINEやInstagramは使っていません",
        "ラインの仕事は10年になります",
        "IDカードの写真を撮りました",
        "二〇二六年十一月二十四日の一九時三〇分からですね",
        "@ホームな雰囲気が好きです",
        "ver. 1.2.3の話をしましょう",
    ],
)
def test_everyday_words_are_left_alone(text):
    assert contact_hints(text) == []


@pytest.fixture
def talk(db):
    from datetime import timedelta

    from django.utils import timezone

    soon = timezone.now() + timedelta(hours=2)
    return TalkFactory(starts_at=soon, ends_at=soon + timedelta(minutes=3))


def test_contact_details_are_asked_about_before_they_are_sent(talk, sign_in):
    client = sign_in(talk.guest)
    path = f"/talks/{talk.public_id}/messages/"
    answer = client.post(path, {"body": "090-1234-5678 に電話ください"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "電話番号のような内容が含まれています" in page
    assert "このまま送る" in page
    assert "090-1234-5678 に電話ください" in page
    assert not Message.objects.exists()

    client.post(path, {"body": "090-1234-5678 に電話ください", "confirmed": "1"})
    assert Message.objects.get().is_flagged


def test_an_ordinary_message_goes_at_once_and_is_not_flagged(talk, sign_in):
    path = f"/talks/{talk.public_id}/messages/"
    assert sign_in(talk.guest).post(path, {"body": "楽しみです"}).status_code == 302
    assert not Message.objects.get().is_flagged


def test_staff_see_what_was_sent_all_the_same(talk, staff, sign_in):
    path = f"/talks/{talk.public_id}/messages/"
    sign_in(talk.guest).post(path, {"body": "LINE交換しませんか", "confirmed": "1"})
    page = sign_in(staff).get(f"/admin/talks/inspect/{talk.pk}/").content.decode()
    assert "LINE交換しませんか" in page
