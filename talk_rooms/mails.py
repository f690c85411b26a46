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
