"""How a socket is told to go: an error in words, then a close code. docs/signaling.md lists both.

Always after accepting it, because a browser shows neither for a handshake that was refused.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talk_rooms.domain.protocol import CloseCode, encode

PARTING_WORDS: dict[CloseCode, tuple[str, str | Promise]] = {
    CloseCode.BAD_REQUEST: ("bad_request", _("ページを再読み込みしてください。")),
    CloseCode.SIGNED_OUT: ("signed_out", _("ログインしてください。")),
    CloseCode.WRONG_ORIGIN: ("wrong_origin", _("このページからは接続できません。")),
    CloseCode.NO_SUCH_TALK: ("no_such_talk", _("トークが見つかりません。")),
    CloseCode.TAKEN_OVER: (
        "taken_over",
        _("別のウィンドウで入室したため、こちらからは退出しました。"),
    ),
    CloseCode.OVER: ("talk_over", _("このトークは終了しました。")),
    CloseCode.CANCELLED: ("talk_cancelled", _("このトークはキャンセルされました。")),
    CloseCode.TOO_LARGE: ("too_large", _("送信されたデータが大きすぎます。")),
    CloseCode.MALFORMED: ("malformed", _("送信されたデータの形式が正しくありません。")),
    CloseCode.NOT_OPEN_YET: ("room_not_open", _("まだ入室できる時刻になっていません。")),
    CloseCode.TOO_FREQUENT: ("too_frequent", _("接続または送信の回数が多すぎます。")),
    CloseCode.CONSENT_WANTED: ("consent_wanted", _("規約への同意が必要です。")),
}


def farewell(code: CloseCode) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last two ASGI messages to a socket."""
    name, words = PARTING_WORDS[code]
    error = encode("error", code=name, message=str(words))
    return (
        {"type": "websocket.send", "text": error},
        {"type": "websocket.close", "code": int(code)},
    )


async def turn_away(receive: Any, send: Any, code: CloseCode) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    for message in farewell(code):
        await send(message)
