from notices.kinds import MailKind, register

NEW_MESSAGE = register(
    MailKind(
        key="talk_rooms.new_message",
        title="メッセージが届いたお知らせ",
        names={
            "name": "受け取る方の表示名",
            "sender": "送った方の表示名",
            "starts_at": "トークの開始日時",
            "link": "メッセージのページ",
        },
        subject="【サシトーク】{{ sender }}さんからメッセージが届きました",
        body=(
            "{{ name }} 様\n\n"
            "{{ starts_at }}からのトークについて、{{ sender }}さんからメッセージが届きました。\n"
            "下のページでお読みいただけます。お返事もこちらからどうぞ。\n\n{{ link }}\n\n"
            "お読みいただくまで、続きのメッセージについてのメールはお送りしません。"
            "\n\n— サシトーク事務局"
        ),
    )
)
CALL_TEST_MISSING = register(
    MailKind(
        key="talk_rooms.call_test_missing",
        title="通話テストのお願い（開始15分前と10分前）",
        names={
            "name": "受け取る方の表示名",
            "peer": "相手の表示名",
            "starts_at": "トークの開始日時",
            "reason": "お願いする理由（まだ済んでいない、または前回の結果が「通話不可」）",
            "link": "通話テストのページ",
        },
        subject="【サシトーク】まもなくトークです。通話テストをお願いします",
        body=(
            "{{ name }} 様\n\n"
            "{{ starts_at }}から、{{ peer }}さんとのトークが始まります。\n"
            "{{ reason }}カメラ、マイク、スピーカー、接続を、"
            "下のページで1分ほどで確かめられます。\n\n{{ link }}\n\n"
            "うまくいかないときは、画面の案内をご覧いただくか、事務局までご連絡ください。"
            "\n\n— サシトーク事務局"
        ),
    )
)
OFFICE_CALLED = register(
    MailKind(
        key="talk_rooms.office_called",
        title="トークルームからの呼び出し（事務局あて）",
        names={
            "kind": "用件",
            "side": "呼び出した側（キャストまたはゲスト）",
            "caller": "呼び出した方の表示名",
            "starts_at": "トークの開始日時",
            "link": "管理画面のリンク",
        },
        subject="【サシトーク】トークルームからの呼び出し: {{ kind }}",
        body=(
            "トークルームから事務局への呼び出しがありました。\n\n"
            "用件：{{ kind }}\n呼び出した方：{{ caller }}（{{ side }}）\n"
            "トークの開始：{{ starts_at }}\n\n"
            "状況と接続の記録は管理画面でご確認ください。\n{{ link }}"
        ),
    )
)
