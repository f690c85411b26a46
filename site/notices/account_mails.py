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
CHANGE = LINK | {"new_email": "新しいメールアドレス", "expires_at": "リンクの期限"}
CONFIRM_OLD_ADDRESS = register(
    MailKind(
        key="accounts.confirm_old_address",
        title="メールアドレス変更の確認（現在のアドレス宛）",
        names=CHANGE,
        subject="【サシトーク】メールアドレスの変更をご確認ください",
        body=(
            "メールアドレスを次のものに変更するお申し込みがありました。\n\n"
            "新しいメールアドレス：{{ new_email }}\n\n"
            "変更してよろしければ、{{ expires_at }} までに下のリンクを開いてください。"
            "新しいアドレスにも確認のメールをお送りしています。"
            "両方の確認が済むと、変更が完了します。\n\n{{ link }}\n\n"
            "お心当たりがない場合は、リンクを開かずに、パスワードを変更してください。"
            "アドレスは変わりません。" + SIGNATURE
        ),
    )
)
CONFIRM_NEW_ADDRESS = register(
    MailKind(
        key="accounts.confirm_new_address",
        title="メールアドレス変更の確認（新しいアドレス宛）",
        names=CHANGE,
        subject="【サシトーク】新しいメールアドレスの確認をお願いします",
        body=(
            "サシトークのメールアドレスを {{ new_email }} に変更するお申し込みがありました。\n\n"
            "{{ expires_at }} までに下のリンクを開いて、確認を完了してください。"
            "現在のアドレスにも確認のメールをお送りしています。"
            "両方の確認が済むと、変更が完了します。\n\n{{ link }}\n\n"
            "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
        ),
    )
)
ADDRESS_TAKEN = register(
    MailKind(
        key="accounts.address_taken",
        title="変更先のアドレスが登録済みのお知らせ",
        names=LINK,
        subject="【サシトーク】このメールアドレスは登録済みです",
        body=(
            "メールアドレスをこのアドレスに変更するお申し込みがありましたが、"
            "すでに別のアカウントで使われているため、変更できません。\n"
            "そのアカウントをご利用になるには、下のページからログインしてください。\n\n"
            "{{ link }}\n\n"
            "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
        ),
    )
)
ADDRESS_CHANGED = register(
    MailKind(
        key="accounts.address_changed",
        title="メールアドレス変更完了のお知らせ（前のアドレス宛）",
        names={"new_email": "新しいメールアドレス", "link": "お問い合わせページ"},
        subject="【サシトーク】メールアドレスが変更されました",
        body=(
            "メールアドレスが {{ new_email }} に変更されました。"
            "次回からは新しいアドレスでログインしてください。"
            "このアドレスへのご連絡は、これが最後です。\n\n"
            "お心当たりがない場合は、すぐに事務局までご連絡ください。\n{{ link }}" + SIGNATURE
        ),
    )
)
ACCOUNT_LEFT = register(
    MailKind(
        key="accounts.left",
        title="退会完了のお知らせ",
        names={"name": "退会された方の表示名", "link": "トップページ"},
        subject="【サシトーク】退会のお手続きが完了しました",
        body=(
            "{{ name }} 様\n\n退会のお手続きが完了しました。"
            "ご登録の情報を消去しました。退会のページでご案内したもの"
            "（トークやお支払いの記録など）は残ります。\n"
            "このメールアドレスで、あらためてご登録いただくこともできます。\n\n"
            "これまでのご利用、まことにありがとうございました。\n{{ link }}" + SIGNATURE
        ),
    )
)
