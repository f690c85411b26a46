"""One thing has one name, wherever people read it."""

import re
from pathlib import Path

import pytest

from notices.kinds import all_kinds

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cast_portal", "cms_pages", "guest_portal", "payouts", "site", "talk_rooms")
SOURCES = [
    path
    for app in APPS
    for pattern in ("*.html", "*.py", "*.js")
    for path in (ROOT / app).rglob(pattern)
]
PREFERRED = {
    r"よくある質問": "よくあるご質問",
    r"通話のしくみ": "通話システムについて",
    r"キャスト ?エントリー": "キャスト登録",
    r"お問合せ|お問い合せ|問合わせ": "お問い合わせ",
    r"サインイン|ログオン": "ログイン",
    r"当日の進行表|一日の流れ": "今日のトーク",
    r"\bH:i": "G:i (5:21, never 05:21)",
}


@pytest.mark.parametrize("variant", PREFERRED)
def test_a_thing_is_called_by_its_one_name(variant):
    found = [
        str(path.relative_to(ROOT)) for path in SOURCES if re.search(variant, path.read_text())
    ]

    assert not found, f"write {PREFERRED[variant]}"


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.key)
def test_a_mail_greets_with_sama(kind):
    greeting = kind.body.split("\n")[0]

    assert not re.search(r"\}\} ?(さん|さま)$", greeting)
