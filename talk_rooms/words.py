"""What the room's script says. It stands in the page as data, so that it can be translated."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from kernel.dates import day_and_time
from talk_rooms.enums import Browser, Phase, System
from talk_rooms.models import Talk

# What to do about a refused permission, by browser.
HELP: dict[str, str | Promise] = {
    "chrome": gettext_lazy(
        "アドレスバーの左にあるアイコンを押し、カメラとマイクを「許可」にして、ページを再読み込みしてください。"
    ),
    "edge": gettext_lazy(
        "アドレスバーの鍵のアイコンを押し、カメラとマイクを「許可」にして、ページを再読み込みしてください。"
    ),
    "firefox": gettext_lazy(
        "アドレスバーの左にあるカメラのアイコンを押してブロックを解除し、ページを再読み込みしてください。"
    ),
    "safari_mac": gettext_lazy(
        "メニューの「Safari」→「このWebサイトの設定」で、カメラとマイクを「許可」にしてください。"
    ),
    "safari_ios": gettext_lazy(
        "アドレスバーの「ぁあ」→「Webサイトの設定」で、カメラとマイクを「許可」にしてください。"
    ),
    "ios_app": gettext_lazy(
        "本体の「設定」→「アプリ」→「%(browser)s」で、カメラとマイクをオンにしてください。「アプリ」がないときは、「設定」の中から「%(browser)s」をお探しください。"
    ),
    "android": gettext_lazy(
        "アドレスバーのアイコン→「権限」で、カメラとマイクを許可してください。"
    ),
    "in_app": gettext_lazy(
        "LINE、Instagram、Facebookなどのアプリの中では、通話できないことがあります。SafariまたはChromeで開き直してください。"
    ),
}


def permission_in(browser: Browser, system: System) -> str:
    match browser, system:
        case Browser.IN_APP, _system:
            return str(HELP["in_app"])
        case Browser.SAFARI, System.MAC:  # or an iPad, which says the same
            both = {"mac": HELP["safari_mac"], "ipad": HELP["safari_ios"]}
            return _("（Mac）%(mac)s（iPad）%(ipad)s") % both
        case Browser.SAFARI, System.IOS:
            return str(HELP["safari_ios"])
        case _browser, System.IOS:
            return str(HELP["ios_app"]) % {"browser": browser.label}
        case _browser, System.ANDROID:
            return str(HELP["android"])
    return str(HELP.get(browser.value, HELP["chrome"]))


def room_words(talk: Talk, peer: User, browser: Browser, system: System) -> dict[str, object]:
    return {
        **clock_words(),
        "presence": presence_words(str(peer)),
        "cover": cover_words(day_and_time(talk.opens_at), str(peer)),
        **call_words(),
        "problems": problem_words(permission_in(browser, system)),
        "ended": ended_words(),
        "sent_failed": _("送信できませんでした。もう一度お試しください。"),
    }


def clock_words() -> dict[str, dict[int | str, str]]:
    """Before the time left, at a change of phase, and at so many seconds before the end."""
    return {
        "timers": {
            Phase.CLOSED: _("入室まで"),
            Phase.LOBBY: _("開始まで"),
            Phase.PREPARATION: _("通話まで"),
            Phase.TALK: _("残り時間"),
            Phase.WRAP_UP: _("終了まで"),
            Phase.OVER: _("終了しました"),
        },
        "announce": {
            Phase.LOBBY: _("待合に入れるようになりました。"),
            Phase.PREPARATION: _("準備の時間になりました。まもなく通話が始まります。"),
            Phase.TALK: _("通話が始まりました。"),
            Phase.WRAP_UP: _("通話時間が終わりました。映像と音声を止めました。"),
            Phase.OVER: _("トークは終了しました。"),
        },
        "cues": {
            60: _("残り1分です。"),
            30: _("残り30秒です。"),
            10: _("残り10秒です。"),
        },
    }


def presence_words(name: str) -> dict[str, str]:
    return {
        "absent": _("%(name)sさんはまだ入室していません") % {"name": name},
        "arriving": _("%(name)sさんは準備中です") % {"name": name},
        "waiting": _("%(name)sさんが待っています") % {"name": name},
        "present": _("つながっています"),
        "still_here": _("%(name)sさんも入室しています") % {"name": name},
        "gone": _("%(name)sさんの接続が切れました。戻られるまでお待ちください") % {"name": name},
        "left": _("%(name)sさんが退出しました。終了時刻までは戻れます") % {"name": name},
    }


def cover_words(opens: str, name: str) -> dict[str, str]:
    """What stands where the other one's picture will be."""
    return {
        Phase.CLOSED: _("%(time)sから入室できます。") % {"time": opens},
        Phase.LOBBY: _("開始時刻までお待ちください。\n映像と音声は、まだ相手に届きません。"),
        Phase.PREPARATION: _("まもなく通話が始まります。\n映像と音声は、まだ相手に届きません。"),
        "join": _("カメラとマイクを準備して、\n開始をお待ちください。"),
        "join_now": _("通話時間が始まっています。\nカメラとマイクをオンにして入室してください。"),
        "talk_waiting": _("%(name)sさんの映像を待っています。") % {"name": name},
        "talk_absent": _("%(name)sさんの入室を待っています。") % {"name": name},
        "talk_arriving": _("%(name)sさんが準備しています。\nまもなくつながります。")
        % {"name": name},
        "talk_gone": _("%(name)sさんの接続が切れました。\n戻られると、自動的につながります。")
        % {"name": name},
        "talk_left": _("%(name)sさんが退出しました。\n終了時刻までは、このままお待ちいただけます。")
        % {"name": name},
        "talk_no_camera": _("%(name)sさんの映像は届いていません。\n音声でお話しください。")
        % {"name": name},
        "talk_muted": _("%(name)sさんは、カメラとマイクをオフにしています。") % {"name": name},
        "talk_unheard": _(
            "%(name)sさんの映像と音声は届いていません。\nメッセージでお話しください。"
        )
        % {"name": name},
        Phase.WRAP_UP: _("通話時間が終わりました。\nメッセージで、ひとことお礼を伝えられます。"),
        Phase.OVER: _("トークは終了しました。\nありがとうございました。"),
    }


def call_words() -> dict[str, dict[str, str]]:
    return {
        "quality": {
            "good": _("接続は良好です"),
            "fair": _("接続が少し不安定です"),
            "poor": _("接続が不安定です"),
            "reconnecting": _("つなぎ直しています…"),
            "offline": _("つなぎ直しています。通話はそのまま続きます。"),
        },
        "notices": {
            "muted": _("相手のマイクはオフです"),
            "unheard": _(
                "相手のマイクが使えないため、相手の声は届きません。メッセージをお使いください。"
            ),
            "silent": _("マイクが使えないため、相手に声が届きません。メッセージは使えます。"),
            "thin": _("通信が不安定なため、音声だけでつないでいます。"),
            "whole": _("通信が安定したため、映像を再開しました。"),
        },
    }


def ended_words() -> dict[int | str, str]:
    """Why this window is out, by the socket's close code (docs/signaling.md) or its own reason."""
    return {
        4401: _(
            "ログインの有効期限が切れました。ページを再読み込みして、もう一度ログインしてください。"
        ),
        4404: _("トークが見つかりません。"),
        4409: _("別のウィンドウで入室したため、こちらの画面からは退出しました。"),
        4411: _("このトークはキャンセルされました。"),
        4451: _("入室には、新しくなった規約への同意が必要です。ページを再読み込みしてください。"),
        "left": _("退出しました。\n終了時刻までは、もう一度入室できます。"),
        "other": _("接続できませんでした。ページを再読み込みしてください。"),
    }


def problem_words(permission: str) -> dict[str, dict[str, str]]:
    """What is wrong with a device, by its kind; `permission` says how to give a refused one."""
    devices = {"audio": _("マイク"), "video": _("カメラ")}
    return {kind: problems_of(device, permission) for kind, device in devices.items()}


def problems_of(device: str, permission: str) -> dict[str, str]:
    denied = _("%(device)sの使用が許可されていません。") % {"device": device}
    return {
        "denied": f"{denied} {permission}",
        "missing": _("%(device)sが見つかりません。接続をご確認ください。") % {"device": device},
        "busy": _(
            "%(device)sをほかのアプリが使っています。そのアプリを終了して、もう一度お試しください。"
        )
        % {"device": device},
        "unknown": _("%(device)sを使えませんでした。もう一度お試しください。") % {"device": device},
    }


def permission_help() -> list[tuple[str, object]]:
    return [
        (_("Chrome（パソコン）"), HELP["chrome"]),
        (_("Edge（パソコン）"), HELP["edge"]),
        (_("Firefox（パソコン）"), HELP["firefox"]),
        (_("Safari（Mac）"), HELP["safari_mac"]),
        (_("Safari（iPhone・iPad）"), HELP["safari_ios"]),
        (_("Chrome（iPhone・iPad）"), permission_in(Browser.CHROME, System.IOS)),
        (_("Chrome（Android）"), HELP["android"]),
        (_("アプリの中の画面（LINEなど）"), HELP["in_app"]),
    ]
