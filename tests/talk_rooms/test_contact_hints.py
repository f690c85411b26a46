import time
import timeit

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
        ("らいんおしえて", "messenger"),
        ("らいん教えてもらえますか", "messenger"),
        ("ライン教えていただけませんか", "messenger"),
        ("よかったらLINE教えるよ", "messenger"),
        ("LINEやってますか？", "messenger"),
        ("ライン、ありますか？", "messenger"),
        ("LINEで話しませんか", "messenger"),
        ("あとでラインで話したいです", "messenger"),
        ("スカイプで通話しましょう", "messenger"),
        ("Telegramで連絡ください", "messenger"),
        ("LINEの友達になってください", "messenger"),
        ("いんすたのID送りますね", "messenger"),
        ("インスタでつながりませんか", "messenger"),
        ("インスタのDMで話そう", "messenger"),
        ("微信 abc123", "messenger"),
        ("微信：hanako", "messenger"),
        ("ウィーチャット", "messenger"),
        ("ウィーチャットを交換しましょう", "messenger"),
        ("ウイチャットのアカウントはありますか", "messenger"),
        ("カカオ", "messenger"),
        ("カカオ abc123", "messenger"),
        ("カカオやってる？", "messenger"),
        ("カカオトークで検索してください", "messenger"),
        ("WeChatでお話しできますか", "messenger"),
        ("LINE 12345678", "messenger"),
        ("WhatsAppは taro.yamada", "messenger"),
        ("ゼロキューゼロ 1234", "phone"),
        ("ゼロきゅうゼロの、いちにさんよん", "phone"),
        ("ぜろはちぜろ、あとはトークで", "phone"),
        ("マルナナマルではじまります", "phone"),
        ("ぜろさん いちにさんよん ごろくななはち", "phone"),
        ("0きゅう0-1234-5678", "phone"),
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
        "skypeで話した経験があります",
        "スカイプで面接した経験はありますか",
        "スカイプで英会話を教えています",
        "前はスカイプで話していました",
        "スカイプで話すのは初めてです",
        "友人とはLINEで連絡を取っています",
        "LINE Musicをよく聴きます",
        "ラインは2024年にできたそうです",
        "ライン川のほとりで友達になった人の話です",
        "生産ラインで話題の機械です",
        "ライン作業をやってますか？",
        "ライン管理のこつを教えてください",
        "ガイドラインを教えてください",
        "オンラインで話したいです",
        "オンラインで連絡できるのは便利ですね",
        "つらいんで話を聞いてほしいです",
        "からいんですか？おすすめを教えてください",
        "インスタントコーヒーのおいしい店を教えてください",
        "カカオ70%のチョコを検索して買いました",
        "カカオ豆の産地を教えてください",
        "料金は3分で1,000円、10枠だと10,000円ですか",
        "3分でも大丈夫ですか。よろしくお願いします",
        "12月1日の0時30分から9枠お願いします",
        "東京大学と早稲田大学を受けます",
        "上智大学の2026年度の入試について話したいです",
        "ゼロから始めた韓国語です",
        "いちにのさんで話しましょう",
        "ご飯に行くなら、さんま、いくら、ごぼうです",
        "0から9までの数を英語で言う練習です",
        "体重は60.5kg、身長は170.5cmです",
        "点数は0対9、8対7、6対5でした",
    ],
)
def test_everyday_words_are_left_alone(text):
    assert contact_hints(text) == []


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "0",
        "0 ",
        "a-",
        "a@",
        "line ",
        "line-",
        "a ",
        "ライン",
        "ゼロ",
        "1.",
        " ",
        "らいんは",
        "ラインで話し",
    ],
)
def test_no_text_takes_long_to_look_through(part):
    """Time that grows with the square of the text would be many seconds here."""
    text = part * 20_000
    assert timeit.timeit(lambda: contact_hints(text), number=1, timer=time.process_time) < 1


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
