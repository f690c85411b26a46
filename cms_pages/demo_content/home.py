from cms_pages.demo_content.blocks import button, call_to_action, point, section
from cms_pages.enums import Illustration, Screen

HOME = {
    "title": "一対一・時間ぴったりのビデオトーク",
    "seo_title": "サシトーク｜会いたい人と、ふたりだけで話す",
    "search_description": (
        "サシトークは、気になるキャストと一対一で話せる予約制のビデオトーク。"
        "1枠{{枠の長さ}}から、パソコンでもスマートフォンでも始められます。"
    ),
    "catch": "画面の向こうに、あなただけを待つ人がいる。",
    "lead": (
        "好きなことを語り合う。背中を押してもらう。サシトークは、決まった時間にふたりだけで会う、"
        "予約制のビデオトークです。"
    ),
    "buttons": [
        ("button", button("キャストを探す", Screen.CASTS)),
        ("button", button("キャストになる", Screen.CAST_ENTRY)),
    ],
    "sections": [
        section(
            "trust",
            "サシトークの約束",
            points=[
                point("全員を審査", "事務局が本人確認", Illustration.SCREENING),
                point("本名は非公開", "表示名だけを公開", Illustration.PROFILE),
                point("書類は厳重に", "暗号化して保管", Illustration.DOCUMENT),
                point("運営が見守り", "困ったらすぐ連絡", Illustration.SAFETY),
            ],
        ),
        section(
            "points",
            "短いから、ちゃんと向き合える",
            "長電話でも、大勢の配信でもない。予約したふたりだけの、濃い数分間です。",
            points=[
                point(
                    "ずっと、一対一",
                    "部屋に入れるのは予約したゲストとキャストのふたりだけ。ほかの人に見られることはありません。",
                    Illustration.TALK,
                ),
                point(
                    "残り時間は、ふたりで同じ",
                    "ふたりに同じ数字が見えています。時間になれば自動で終わるので、切り出しにくさもありません。",
                    Illustration.TIMER,
                ),
                point(
                    "始める前から、つながれる",
                    "予約が決まったら、トークの前にメッセージで話題を相談できます。当日は本題から始められます。",
                    Illustration.MESSAGE,
                ),
            ],
        ),
        section(
            "timeline",
            "1枠{{枠の長さ}}の、心地よいリズム",
            "最初と最後に{{準備時間}}ずつのゆとりがあるから、あわてず話して、気持ちよく終われます。",
        ),
        section(
            "casts",
            "新しいキャスト",
            "得意な話題も、話し方もさまざま。気になる人のプロフィールを見てみてください。",
        ),
        section(
            "ways",
            "はじめ方",
            "ゲストもキャストも、必要なのはパソコンかスマートフォンとインターネットだけです。",
            guest_steps=[
                point(
                    "登録して、プロフィールを書く",
                    "キャストが話題を準備できるよう、自己紹介をひとこと。",
                    Illustration.PROFILE,
                ),
                point(
                    "キャストを探して、枠を予約",
                    "続けて枠を取れば、そのぶん長く話せます。",
                    Illustration.SEARCH,
                ),
                point(
                    "時間になったら、部屋へ",
                    "開始の{{入室開始}}前から入れます。終わったら評価を。",
                    Illustration.TALK,
                ),
            ],
            cast_steps=[
                point(
                    "仮登録をして、審査を待つ",
                    "結果は通常{{審査の最短日数}}〜{{審査の最長日数}}でお知らせします。",
                    Illustration.SCREENING,
                ),
                point(
                    "話せる日時を登録する",
                    "カレンダーで選ぶと、すぐに予約を受け付けます。",
                    Illustration.CALENDAR,
                ),
                point(
                    "話して、報酬を受け取る",
                    "報酬の合計が{{最低請求金額}}になったら請求できます。",
                    Illustration.BANK,
                ),
            ],
        ),
        section(
            "ranks",
            "がんばりが届く、報酬ランク",
            "キャストの報酬はランクごとに1枠いくらと決まっています。"
            "予約や評価を重ねた方には、運営から上のランクへのご招待をお送りします。",
        ),
        section(
            "safety",
            "安心して顔を合わせるために",
            "顔も、名前も、お金も預かるサービスだから。登録からトークのあとまで、事務局が責任を持って見守ります。",
            points=[
                point(
                    "キャストは全員、事前審査",
                    "顔写真と住所を確認できる身分証明書で、事務局が一人ずつ本人を確かめてから登録しています。",
                    Illustration.SCREENING,
                ),
                point(
                    "本名は表示されません",
                    "画面に出るのは、キャスト名とゲスト名だけ。本名は審査やお支払いなど、事務局の手続きにだけ使います。",
                    Illustration.PROFILE,
                ),
                point(
                    "身分証明書は暗号化して保管",
                    "見られるのは審査の担当者だけ。画像は、承認から{{身分証明書の保存日数}}で消去します。",
                    Illustration.DOCUMENT,
                ),
                point(
                    "トークの中からも、事務局へ",
                    "気になる言動や不具合は、部屋の中からその場で知らせられます。録画や撮影は禁止です。",
                    Illustration.SAFETY,
                ),
            ],
        ),
        section("announcements", "お知らせ"),
        section("questions", "よくあるご質問"),
        call_to_action(
            "最初の{{枠の長さ}}を、予約してみませんか",
            "登録は無料です。気になるキャストの空いている枠を見てから決められます。",
            button("ゲスト登録（無料）", Screen.SIGN_UP),
            button("キャストになる", Screen.CAST_ENTRY),
        ),
    ],
}
