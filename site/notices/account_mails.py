"""Mails about signing in, which django-allauth asks for by template name."""

from notices.kinds import MailKind, register

LINK = {"link": "開いていただくリンク"}
SIGNATURE = "\n\n— サシトーク事務局"

BY_ALLAUTH_TEMPLATE = {
    "account/email/email_confirmation": register(
        MailKind(
            key="accounts.confirm_email",
            title="メールアドレスの確認",
            names=LINK,
            subject="【サシトーク】メールアドレスの確認をお願いします",
            body=(
                "サシトークへのご登録ありがとうございます。\n"
                "下のリンクを開いて、メールアドレスの確認を完了してください。\n\n{{ link }}\n\n"
                "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
            ),
        )
    ),
    "account/email/password_reset_key": register(
        MailKind(
            key="accounts.reset_password",
            title="パスワードの再設定",
            names=LINK,
            subject="【サシトーク】パスワードの再設定",
            body=(
                "パスワードの再設定を承りました。\n"
                "下のリンクから新しいパスワードを設定してください。\n\n{{ link }}\n\n"
                "お心当たりがない場合は、このメールを破棄してください。"
                "パスワードは変わりません。" + SIGNATURE
            ),
        )
    ),
    "account/email/account_already_exists": register(
        MailKind(
            key="accounts.already_exists",
            title="登録済みのお知らせ",
            names=LINK,
            subject="【サシトーク】このメールアドレスは登録済みです",
            body=(
                "このメールアドレスで新規登録のお申し込みがありましたが、すでに登録されています。\n"
                "パスワードをお忘れの場合は、下のリンクから再設定してください。\n\n{{ link }}"
                + SIGNATURE
            ),
        )
    ),
    "account/email/unknown_account": register(
        MailKind(
            key="accounts.unknown_account",
            title="登録がないお知らせ",
            names=LINK,
            subject="【サシトーク】ご登録が見つかりませんでした",
            body=(
                "パスワードの再設定のお申し込みがありましたが、"
                "このメールアドレスのご登録は見つかりませんでした。\n"
                "新規登録はこちらからどうぞ。\n\n{{ link }}" + SIGNATURE
            ),
        )
    ),
}
ACCOUNT_CHANGED = register(
    MailKind(
        key="accounts.changed",
        title="アカウント変更のお知らせ",
        names=LINK,
        subject="【サシトーク】アカウントの設定が変更されました",
        body=(
            "アカウントの設定（パスワード、メールアドレス、または二段階認証）が変更されました。\n"
            "お心当たりがない場合は、すぐにパスワードを再設定してください。\n\n{{ link }}"
            + SIGNATURE
        ),
    )
)
