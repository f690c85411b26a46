from cms_pages.demo_content.blocks import bullets, prose
from cms_pages.enums import Audience

ANNOUNCEMENTS = [
    {
        "title": "サシトークへようこそ",
        "body": prose(
            'はじめての方は、<a href="/guide/guest/">ゲストのご利用方法</a>、'
            '<a href="/guide/cast/">キャストのご利用方法</a>からご覧ください。'
        ),
        "audience": Audience.EVERYONE,
        "is_important": False,
    },
    {
        "title": "振込先の口座は、お早めにご登録ください",
        "body": prose(
            "口座の名義は、事務局が一件ずつ確認しています。はじめての請求の前に、次の2点をお確かめください。",
            bullets("ご本人名義の口座であること", "口座名義のカナが通帳のとおりであること"),
        ),
        "audience": Audience.CASTS,
        "is_important": True,
    },
    {
        "title": "トークの前に、通話テストをお試しください",
        "body": prose(
            "はじめて使う端末では、カメラとマイクの許可が必要です。"
            '<a href="/call-test/">通話テスト</a>で、先に確かめておくと安心です。'
        ),
        "audience": Audience.GUESTS,
        "is_important": False,
    },
]
