"""The cast guide says all that the service promised its casts, in this order."""

import re

import pytest

from tests.cms_pages.pages_as_read import read

pytestmark = pytest.mark.django_db

PROMISES = [
    "パソコンまたはスマートフォン",
    "カメラ・ヘッドセット",
    "事前審査のための身元確認資料",
    "報酬を受け取る銀行口座",
    "各規約をお読みのうえ同意",
    "複数選べます",
    "本名は表示されません",
    "運転免許証",
    "学生証",
    "在留カード",
    "ブルー・シルバー・ゴールド",
    "インビテーション",
    "ご希望に添えない場合があります",
    "2営業日〜7営業日",
    "審査完了のメールが届くまで",
    "キャスト登録が完了し",
    "定期的にご確認ください",
    "銀行口座を、必ず",
    "ご本人名義の銀行口座だけ",
    "[登録する]を押すと完了",
    "すぐ反映されます",
    "[OK]を押してください",
    "メールが届きます",
    "メッセージを送れます",
    "1枠での通話時間は2分",
    "1時間以上前",
    "原則禁止",
    "10分前までに、必ず",
    "通話システムについて",
    "少々時間がかかる場合",
    "ゲストが現れないとき",
    "ゲストが来なかった",
    "ご自身がトークに参加できなかった",
    "[報告する]を押して終了",
    "10分以内です",
    "自由に使えるメモ",
    "[集計する]を押すと",
    "5,000円以上の場合",
    "[請求する]を押すと",
    "手数料を引いた金額",
    "よくあるご質問",
]


def words(client, path):
    html = client.get(path).content.decode()
    body = html[html.index("<article") : html.index("</article>")]
    return re.sub(r"\s*<[^>]*>\s*", "", body)


def test_the_cast_guide_leaves_nothing_out(client, pages):
    text = words(client, "/guide/cast/")

    missing = [one for one in PROMISES if one not in text]
    assert not missing


@pytest.mark.parametrize(("path", "steps"), [("/guide/cast/", 6), ("/guide/guest/", 5)])
def test_each_step_has_an_address_in_the_contents(client, pages, path, steps):
    page = read(client.get(path))

    assert [f"step-{number}" for number in range(1, steps + 1) if f"step-{number}" in page.ids] == [
        f"step-{number}" for number in range(1, steps + 1)
    ]
    assert "step-1-1" in page.ids


def test_the_contents_of_a_long_page_lead_to_its_sections(client, pages):
    html = client.get("/call-system/").content.decode()

    anchors = re.findall(r'<li><a href="#(section-\d)">', html)
    assert len(anchors) >= 4
    assert all(f'id="{anchor}"' in html for anchor in anchors)
