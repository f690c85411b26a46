from notices.kinds import MailKind, register

NAMES = {"number": "受付番号", "topic": "ご用件"}

CONTACT_TO_OFFICE = register(
    MailKind(
        key="cms_pages.contact_to_office",
        title="お問い合わせの到着（事務局あて）",
        names=NAMES | {"link": "管理画面のリンク"},
        subject="【サシトーク】お問い合わせ {{ number }}: {{ topic }}",
        body=(
            "お問い合わせが届きました。\n\n受付番号：{{ number }}\nご用件：{{ topic }}\n\n"
            "内容は管理画面でご確認ください。\n{{ link }}"
        ),
    )
)
CONTACT_WRITTEN_BACK = register(
    MailKind(
        key="cms_pages.contact_written_back",
        title="お問い合わせへの追記（事務局あて）",
        names=NAMES | {"link": "管理画面のリンク"},
        subject="【サシトーク】お問い合わせへの追記 {{ number }}: {{ topic }}",
        body=(
            "お問い合わせに追記がありました。\n\n受付番号：{{ number }}\nご用件：{{ topic }}\n\n"
            "内容は管理画面でご確認ください。\n{{ link }}"
        ),
    )
)
CONTACT_ANSWER = register(
    MailKind(
        key="cms_pages.contact_answer",
        title="お問い合わせへの返信",
        names=NAMES | {"answer": "返信の本文", "link": "やり取りのページへのリンク"},
        subject="【サシトーク】お問い合わせへのお返事（{{ number }}）",
        body=(
            "サシトーク事務局です。お問い合わせいただいた件につきまして、お返事いたします。\n\n"
            "{{ answer }}\n\n"
            "――――――\n受付番号：{{ number }}\nご用件：{{ topic }}\n\n"
            "これまでのやり取りの確認と追加のご連絡は、次のページからお願いいたします。\n"
            "{{ link }}\n"
            "（このメールに直接返信いただいても、お答えできません。）\n\n— サシトーク事務局"
        ),
    )
)
CONTACT_RECEIPT = register(
    MailKind(
        key="cms_pages.contact_receipt",
        title="お問い合わせの受付",
        names=NAMES,
        subject="【サシトーク】お問い合わせを受け付けました（{{ number }}）",
        body=(
            "お問い合わせいただき、ありがとうございます。\n"
            "次の内容で受け付けました。担当者が確認し、このメールアドレスへお返事します。\n\n"
            "受付番号：{{ number }}\nご用件：{{ topic }}\n\n"
            "お心当たりがない場合は、お手数ですがこのメールを破棄してください。"
            "\n\n— サシトーク事務局"
        ),
    )
)
ANNOUNCEMENT = register(
    MailKind(
        key="cms_pages.announcement",
        title="お知らせのメール",
        names={
            "name": "受け取る方の表示名",
            "title": "お知らせの題名",
            "link": "お知らせへのリンク",
        },
        subject="【サシトーク】{{ title }}",
        body=(
            "{{ name }} 様\n\nサシトーク事務局より、お知らせがあります。\n\n"
            "「{{ title }}」\n\n"
            "くわしくは、次のページをご覧ください（ログインが必要な場合があります）。\n{{ link }}"
            "\n\n— サシトーク事務局"
        ),
    )
)
