"""Who can sign in to a demo copy. The demo data makes them, the sign-in page lists them."""

from dataclasses import dataclass

PASSWORD = "sashitalk-demo"  # noqa: S105  (shown on the page; no copy with real data has these)


@dataclass(frozen=True)
class DemoAccount:
    email: str
    label: str
    note: str


DEMO_ACCOUNTS = [
    DemoAccount("staff@example.com", "事務局", "審査・お知らせ・メールなど、管理画面のすべて"),
    DemoAccount("keiri@example.com", "経理", "請求の確認と振込"),
    DemoAccount("cast1@example.com", "キャスト1", "まもなく始まるトークがあります"),
    DemoAccount("cast2@example.com", "キャスト2", "予約を受け付けています"),
    DemoAccount("guest1@example.com", "ゲスト1", "まもなく始まるトークがあります"),
    DemoAccount("guest2@example.com", "ゲスト2", "これから予約する人です"),
]
# One person per group of the admin, beside 経理 above.
STAFF_ACCOUNTS = [
    DemoAccount("henshu@example.com", "編集者", "文章を書き、公開の確認を依頼します"),
    DemoAccount("koukai@example.com", "公開担当", "編集者の文章を確認して公開します"),
    DemoAccount("shinsa@example.com", "審査担当", "キャストの応募を審査します"),
    DemoAccount("unei@example.com", "運営", "予約・トーク・お問い合わせに対応します"),
]
