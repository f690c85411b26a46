"""What the call test says: of a result, and of what to do on this browser and system."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talk_rooms.enums import Browser, System
from talk_rooms.models import CallTest
from talk_rooms.words import permission_in, problem_words

Texts = Mapping[System, str | Promise]

# Where the system itself has the last word on who may use a camera.
PERMISSION: Texts = {
    System.WINDOWS: gettext_lazy(
        "許可しても使えないときは、Windowsの「設定」→「プライバシーとセキュリティ」で、カメラとマイクのアクセスをオンにしてください。"
    ),
    System.MAC: gettext_lazy(
        "許可しても使えないときは、Macの「システム設定」→「プライバシーとセキュリティ」の「カメラ」と「マイク」で、お使いのブラウザをオンにしてください。"
    ),
    System.IOS: gettext_lazy(
        "許可しても使えないときは、iPhone・iPadの「設定」→「アプリ」→「Safari」で、カメラとマイクを「許可」にしてください。"
    ),
    System.ANDROID: gettext_lazy(
        "許可しても使えないときは、本体の「設定」→「アプリ」→お使いのブラウザ→「権限」で、カメラとマイクを許可してください。"
    ),
    System.OTHER: gettext_lazy(
        "許可しても使えないときは、端末の設定で、ブラウザにカメラとマイクの使用が許可されているかをご確認ください。"
    ),
}
SOUND: Texts = {
    System.WINDOWS: gettext_lazy(
        "Windowsの「設定」→「システム」→「サウンド」で、使う機器と音量をご確認ください。"
    ),
    System.MAC: gettext_lazy(
        "Macの「システム設定」→「サウンド」で、入力と出力の機器と音量をご確認ください。"
    ),
    System.IOS: gettext_lazy(
        "iPhone・iPadの消音モードを解除して、音量ボタンで音量を上げてください。Bluetoothの機器につながっていないかもご確認ください。"
    ),
    System.ANDROID: gettext_lazy(
        "音量ボタンで「メディア」の音量を上げてください。Bluetoothの機器につながっていないかもご確認ください。"
    ),
    System.OTHER: gettext_lazy("端末の音の設定で、使う機器と音量をご確認ください。"),
}
AT_A_DESK = gettext_lazy(
    "VPNを止めるか、別のWi-Fiやスマートフォンのテザリングでお試しください。会社や学校のネットワークでは、通話が止められていることがあります。"
)
ON_THE_GO = gettext_lazy(
    "Wi-Fiと携帯電話の回線を切り替えてお試しください。会社や学校のWi-Fi、VPNでは、通話が止められていることがあります。"
)
NETWORK: Texts = {
    System.WINDOWS: AT_A_DESK,
    System.MAC: AT_A_DESK,
    System.IOS: ON_THE_GO,
    System.ANDROID: ON_THE_GO,
    System.OTHER: AT_A_DESK,
}


def call_test_words(browser: Browser, system: System, *, has_relay: bool) -> dict[str, object]:
    return {
        "problems": problem_words(permission_in(browser, system)),
        "camera_ok": _("カメラの映像を確認できました。"),
        "microphone_ok": _("マイクの音を確認できました。"),
        "microphone_quiet": _("マイクの音を確認できません。何か話してみてください。"),
        "listening": _("何か話してみてください。音量の表示が動けば大丈夫です。"),
        "speaker_ok": _("音が聞こえました。"),
        "recording": _("録画しています。あと%(seconds)s秒…"),
        "recorded": _("録画できました。再生して、相手に届く映像と声をお確かめください。"),
        "no_recorder": _("このブラウザでは録画を試せません。ほかの確認は、このまま続けられます。"),
        "record_failed": _("録画できませんでした。もう一度お試しください。"),
        "checking": _("確認しています…"),
        "not_checked": _("カメラとマイクが使えるようになると確認します。"),
        "path": path_words(has_relay=has_relay),
        "no_paths": _(
            "接続の確認を始められませんでした。通信の状態をご確認のうえ、ページを再読み込みして、もう一度お試しください。"
        ),
        "verdict": {
            "ok": _("準備OKです。このままトークに参加できます。"),
            "caution": _("注意：参加できますが、気になる点があります。"),
            "bad": _("このままでは通話できません。"),
        },
        "saved": _("記録しました：%(state)s（相手と事務局にも表示されます）"),
        "not_saved": _("結果を記録できませんでした。時間をおいて、もう一度お試しください。"),
        "advice": advice_words(browser, system),
    }


def path_words(*, has_relay: bool) -> dict[str, str]:
    return {
        "good": _("良好です。往復 %(rtt)sミリ秒、データの損失 %(loss)s％。"),
        "weak": _(
            "つながりますが、遅れや途切れが出るかもしれません。"
            "往復 %(rtt)sミリ秒、データの損失 %(loss)s％。"
        ),
        "closed": _("この経路ではつながりません。"),
        # Two connections of one page never leave its device by themselves.
        "direct": _("この端末の中でつながりました。回線の状態は、中継の結果でご確認ください。")
        if has_relay
        else _(
            "この端末の中でつながりました。"
            "確認できるのは、同じネットワーク内でつながるかどうかまでです。"
        ),
    }


def advice_words(browser: Browser, system: System) -> dict[str, list[str]]:
    """By reason, as verdict.js names them."""
    permission, network = permission_in(browser, system), str(NETWORK[system])
    systems = systems_of(browser, system)
    sound = [str(SOUND[one]) for one in systems]
    # On iOS the others have no switch but the system's, which `permission` names already.
    is_named = browser == Browser.IN_APP or (system == System.IOS and browser != Browser.SAFARI)
    allowed = [permission] if is_named else [str(PERMISSION[one]) for one in systems]
    return {
        "denied": list(dict.fromkeys([permission, *allowed])),
        "no_microphone": [
            _("マイクをつなぎ直すか、ほかの通話アプリを終了してから、もう一度お試しください。"),
            *allowed,
        ],
        "no_path": [_("相手につながる経路が見つかりません。"), network],
        "no_camera": [
            _("カメラなし（音声のみ）で参加できます。"),
            _("カメラを使うには、ほかのアプリを終了し、カメラをつなぎ直してからお試しください。"),
        ],
        "microphone_quiet": [_("マイクの音を確認できませんでした。"), *sound],
        "not_heard": [_("スピーカーの音が聞こえないようです。"), *sound],
        "no_relay": [
            _(
                "中継サーバーにつながりません。相手のネットワークによっては、通話がつながらないことがあります。"
            ),
            network,
        ],
        "weak_path": [
            _(
                "遅れや途切れが出るかもしれません。ほかの通信を止め、電波のよい場所でお試しください。"
            ),
            network,
        ],
    }


def systems_of(browser: Browser, system: System) -> list[System]:
    """An iPad's Safari says that it is on a Mac: whoever may be on either is told of both."""
    is_either = (browser, system) == (Browser.SAFARI, System.MAC)
    return [System.MAC, System.IOS] if is_either else [system]


def missing_in_words(test: CallTest | None) -> str:
    """Of somebody who has no test that let them through: why they are asked for one."""
    if test is None:
        return _("通話テストがまだお済みでないようです。")
    return _("前回の通話テストの結果が「通話不可」でした。")


def state_in_words(test: CallTest | None, *, now: datetime) -> str:
    """準備OK 19:48; with the day when that is another one."""
    if test is None:
        return _("未テスト")
    moment, today = localtime(test.tested_at), localtime(now).date()
    time = date_format(moment, "G:i" if moment.date() == today else "n月j日 G:i")
    return f"{test.get_verdict_display()} {time}"
