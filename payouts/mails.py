"""Mails about money. Account numbers appear masked only."""

from notices.kinds import MailKind, register

NAME = {"cast_name": "キャスト名"}
SIGNATURE = "\n\n— サシトーク事務局"

ACCOUNT_CHANGED = register(
    MailKind(
        key="payouts.account_changed",
        title="銀行口座の登録・変更",
        names={
            **NAME,
            "account": "口座（番号は一部のみ）",
            "check": "名義の確認の状態",
            "link": "銀行口座のページ",
        },
        subject="【サシトーク】銀行口座が登録されました",
        body=(
            "{{ cast_name }} 様\n\n"
            "報酬を受け取る銀行口座が、次の内容で登録されました。\n\n"
            "口座：{{ account }}\n名義の確認：{{ check }}\n\n"
            "内容はこちらからご確認いただけます。\n{{ link }}\n\n"
            "お心当たりがない場合は、すぐにパスワードを変更し、事務局までご連絡ください。"
            + SIGNATURE
        ),
    )
)
ACCOUNT_TO_MEND = register(
    MailKind(
        key="payouts.account_to_mend",
        title="銀行口座の確認のお願い",
        names={
            **NAME,
            "account": "口座（番号は一部のみ）",
            "reason": "確認していただきたい点",
            "link": "銀行口座のページ",
        },
        subject="【サシトーク】銀行口座のご確認をお願いします",
        body=(
            "{{ cast_name }} 様\n\n"
            "ご登録の銀行口座（{{ account }}）について、ご確認をお願いします。\n\n{{ reason }}\n\n"
            "お手数ですが、下のページから口座を登録し直してください。\n{{ link }}" + SIGNATURE
        ),
    )
)
CLAIM_RECEIVED = register(
    MailKind(
        key="payouts.claim_received",
        title="請求申請の受付",
        names={
            **NAME,
            "number": "申請番号",
            "gross": "請求金額",
            "net": "お振込予定額",
            "link": "請求集計・申請ページ",
        },
        subject="【サシトーク】請求申請を受け付けました（申請番号 {{ number }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "請求申請を受け付けました。内容を確認のうえ、お振込の手続きを進めます。\n\n"
            "申請番号：{{ number }}\n請求金額：{{ gross }}\nお振込予定額：{{ net }}\n\n"
            "進み具合はこちらからご覧いただけます。\n{{ link }}" + SIGNATURE
        ),
    )
)
CLAIM_DECLINED = register(
    MailKind(
        key="payouts.claim_declined",
        title="請求申請の差し戻し",
        names={
            **NAME,
            "number": "申請番号",
            "gross": "請求金額",
            "reason": "差し戻しの理由",
            "link": "請求集計・申請ページ",
        },
        subject="【サシトーク】請求申請の差し戻しのお知らせ（申請番号 {{ number }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "請求申請（申請番号 {{ number }}、{{ gross }}）を、次の理由により差し戻しました。\n\n"
            "{{ reason }}\n\n"
            "対象のトークは、あらためて請求いただけます。\n{{ link }}" + SIGNATURE
        ),
    )
)
CLAIM_PAID = register(
    MailKind(
        key="payouts.claim_paid",
        title="お支払い完了",
        names={
            **NAME,
            "number": "申請番号",
            "net": "お振込額",
            "gross": "請求金額",
            "deducted": "差し引いた金額",
            "date": "お振込日",
            "account": "お振込先（番号は一部のみ）",
            "link": "請求集計・申請ページ",
        },
        subject="【サシトーク】報酬のお支払いが完了しました（{{ net }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "報酬のお支払いが完了しました。いつもありがとうございます。\n\n"
            "申請番号：{{ number }}\nお振込額：{{ net }}\n"
            "（請求金額 {{ gross }} から {{ deducted }} を差し引いています）\n"
            "お振込日：{{ date }}\nお振込先：{{ account }}\n\n"
            "入金の反映には、金融機関により時間がかかる場合があります。\n{{ link }}" + SIGNATURE
        ),
    )
)
TRANSFER_RETURNED = register(
    MailKind(
        key="payouts.transfer_returned",
        title="お振込ができなかったお知らせ",
        names={
            **NAME,
            "number": "申請番号",
            "net": "お振込額",
            "account": "お振込先（番号は一部のみ）",
            "reason": "理由",
            "link": "銀行口座のページ",
        },
        subject="【サシトーク】お振込ができませんでした（申請番号 {{ number }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "次のお振込が、金融機関から戻されました。\n\n"
            "申請番号：{{ number }}\nお振込額：{{ net }}\nお振込先：{{ account }}\n"
            "理由：{{ reason }}\n\n"
            "報酬は失われていません。お手数ですが、下のページから口座をご確認ください。"
            "確認ができ次第、あらためてお振込します。\n{{ link }}" + SIGNATURE
        ),
    )
)
