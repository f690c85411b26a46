from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role


class Audience(TextChoices):
    EVERYONE = "everyone", _("すべての方")
    CASTS = "casts", _("キャスト")
    GUESTS = "guests", _("ゲスト")
    RANKS = "ranks", _("選んだランクのキャスト")


# What each role may read whatever the rank; a visitor without a role reads only the public ones.
AUDIENCES_OF_ROLE: dict[Role, tuple[Audience, ...]] = {
    Role.CAST: (Audience.EVERYONE, Audience.CASTS),
    Role.GUEST: (Audience.EVERYONE, Audience.GUESTS),
    Role.STAFF: tuple(Audience),
}
PUBLIC_AUDIENCES: tuple[Audience, ...] = (Audience.EVERYONE,)


class ContactTopic(TextChoices):
    ENTRY = "entry", _("キャスト登録・審査について")
    BOOKING = "booking", _("予約・キャンセルについて")
    TALK = "talk", _("トーク・通話の不具合について")
    PAYOUT = "payout", _("報酬・お支払いについて")
    ACCOUNT = "account", _("アカウント・ログインについて")
    REPORT = "report", _("迷惑行為・規約違反のご連絡")
    OTHER = "other", _("その他")


class ContactStatus(TextChoices):
    OPEN = "open", _("未対応")
    ANSWERED = "answered", _("返信済み")
    CLOSED = "closed", _("完了")


CONTACT_MOVES: dict[ContactStatus, frozenset[ContactStatus]] = {
    ContactStatus.OPEN: frozenset({ContactStatus.ANSWERED, ContactStatus.CLOSED}),
    ContactStatus.ANSWERED: frozenset(ContactStatus),
    ContactStatus.CLOSED: frozenset({ContactStatus.OPEN, ContactStatus.ANSWERED}),
}


class Illustration(TextChoices):
    """The drawings in static/cms_pages/illustrations; the value is the file's name."""

    TALK = "talk", _("ふたりのビデオトーク")
    DEVICE = "device", _("パソコンとスマートフォン")
    INTERNET = "internet", _("インターネット")
    HEADSET = "headset", _("カメラとヘッドセット")
    DOCUMENT = "document", _("書類・身分証明書")
    ENTRY = "entry", _("登録フォーム")
    SCREENING = "screening", _("審査")
    PROFILE = "profile", _("プロフィール")
    CALENDAR = "calendar", _("カレンダー")
    MESSAGE = "message", _("メッセージ")
    CALL_TEST = "call-test", _("通話テスト")
    TIMER = "timer", _("タイマー")
    REPORT = "report", _("完了報告")
    MEMO = "memo", _("メモ")
    BANK = "bank", _("銀行口座・報酬")
    SEARCH = "search", _("さがす")
    STAR = "star", _("評価")
    SAFETY = "safety", _("安心・安全")


class Drawing(TextChoices):
    """The drawn screens in static/cms_pages/drawings: the file's name, and what is to be seen."""

    IDENTITY = (
        "identity",
        _("身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する"),
    )
    DASHBOARD = "dashboard", _("ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ")
    PROFILE = "profile", _("プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する")
    SCHEDULE = "schedule", _("スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す")
    RELEASE = "release", _("スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す")
    MESSAGES = "messages", _("トーク詳細ページの図。キャストとゲストがメッセージを送り合う")
    CALL_TEST = "call-test", _("通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる")
    ROOM = "room", _("トークルームの図。ふたりの映像と残り時間が表示される")
    REPORT = "report", _("完了報告の図。結果を選び、評価と感想を入力して、報告するを押す")
    CLAIM = "claim", _("請求の図。集計するを押すと合計が出て、請求するを押すと申請される")
    RESERVE = "reserve", _("予約の図。空いている枠を選ぶと、日時と通話時間が表示される")
    REVIEW = "review", _("評価の図。星を選び、ひとこと添えて送る")
    ALLOW_CHROME = (
        "allow-chrome",
        _(
            "パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る"
        ),
    )
    ALLOW_FIREFOX = (
        "allow-firefox",
        _("Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある"),
    )
    ALLOW_SAFARI = (
        "allow-safari",
        _("MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る"),
    )
    ALLOW_IPHONE = (
        "allow-iphone",
        _("iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る"),
    )
    ALLOW_ANDROID = (
        "allow-android",
        _("AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る"),
    )


class Screen(TextChoices):
    """The product's own screens that an editor may link to; the value is the view's name."""

    CAST_ENTRY = "cast_portal:entry", _("キャスト登録")
    CASTS = "guest_portal:casts", _("キャスト一覧")
    SIGN_UP = "account_signup", _("ゲスト登録")
    SIGN_IN = "account_login", _("ログイン")
    CALL_TEST = "talk_rooms:call_test", _("通話テスト")
    CONTACT = "cms_pages:contact", _("お問い合わせ")
