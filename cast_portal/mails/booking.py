from django.utils.translation import gettext as _

from cast_portal.models import Reservation
from kernel.dates import day_and_time, length, period
from kernel.links import absolute_reverse
from notices.domain.mail import queue_mail
from notices.kinds import MailKind, register
from talk_rooms.domain.calendars import calendar_text
from talk_rooms.enums import Side
from talk_rooms.models import Talk

SIGNATURE = "\n\n— サシトーク事務局"
TALK = {
    "cast_name": "キャスト名",
    "guest_name": "ゲスト名",
    "period": "トークの日時（日本時間）",
    "link": "トーク詳細ページ",
}
TERMS = {
    "reserved_at": "予約された日時",
    "content": "トークの内容（枠数と通話時間）",
    "wish": "ゲストの話したいこと",
    "cancel_until": "キャンセルの期限",
}
RESERVED_FOR_CAST = register(
    MailKind(
        key="cast_portal.reserved_for_cast",
        title="予約のお知らせ（キャスト宛）",
        names=TALK | TERMS | {"reward": "報酬（円）", "report_until": "完了報告の期限"},
        subject="【サシトーク】{{ guest_name }}さんからトークの予約が入りました",
        body=(
            "{{ cast_name }} 様\n\nゲストからトークの予約が入りました。\n\n"
            "■ お取引の内容\n"
            "ご依頼元：サシトーク事務局\n"
            "ご担当：{{ cast_name }} 様\n"
            "予約日：{{ reserved_at }}\n"
            "お相手：{{ guest_name }} 様\n"
            "日時：{{ period }}\n"
            "内容：{{ content }}\n"
            "報酬：{{ reward }}円\n"
            "お支払い：トークの終了後に完了報告をいただき、請求申請をされた報酬を、"
            "トークの日から60日以内にご登録の銀行口座へお振り込みします。\n\n"
            "■ ゲストの話したいこと\n{{ wish }}\n\n"
            "■ 期限\n"
            "キャンセル：{{ cancel_until }} まで\n"
            "完了報告：{{ report_until }} まで\n\n"
            "プロフィールの確認やメッセージは、トーク詳細ページからどうぞ。\n{{ link }}\n\n"
            "開始の10分前までに、通話テストをお済ませください。" + SIGNATURE
        ),
    )
)
RESERVED_FOR_GUEST = register(
    MailKind(
        key="cast_portal.reserved_for_guest",
        title="予約完了のお知らせ（ゲスト宛）",
        names=TALK | TERMS | {"price": "料金（ポイント）"},
        subject="【サシトーク】{{ cast_name }}さんとのトークを予約しました",
        body=(
            "{{ guest_name }} 様\n\nご予約ありがとうございます。下の内容で承りました。\n\n"
            "キャスト：{{ cast_name }} 様\n"
            "日時：{{ period }}\n"
            "内容：{{ content }}\n"
            "料金：{{ price }}ポイント\n"
            "話したいこと：{{ wish }}\n"
            "キャンセルの期限：{{ cancel_until }} まで\n\n"
            "メッセージのやり取りや入室は、トーク詳細ページからどうぞ。\n{{ link }}\n\n"
            "開始の10分前までに、通話テストをお済ませください。" + SIGNATURE
        ),
    )
)
CANCELLED = register(
    MailKind(
        key="cast_portal.talk_cancelled",
        title="キャンセルのお知らせ",
        names=TALK
        | {"name": "宛先の方の表示名", "who": "キャンセルした側", "reason": "キャンセルの理由"},
        subject="【サシトーク】{{ period }} のトークがキャンセルされました",
        body=(
            "{{ name }} 様\n\n下のトークは、{{ who }}によりキャンセルされました。\n\n"
            "日時：{{ period }}\n"
            "キャスト：{{ cast_name }} 様\n"
            "ゲスト：{{ guest_name }} 様\n"
            "理由：{{ reason }}\n\n{{ link }}" + SIGNATURE
        ),
    )
)


def mail_reserved(reservation: Reservation) -> None:
    talk = reservation.talk
    terms = talk_values(talk) | {
        "reserved_at": day_and_time(talk.created_at),
        "content": content(reservation),
        "wish": reservation.wish or _("（とくにご記入はありません）"),
    }
    queue_mail(
        RESERVED_FOR_CAST,
        to=talk.cast.email,
        values=terms
        | {
            "link": absolute_reverse("cast_portal:talk", talk.public_id),
            "reward": f"{reservation.reward_yen:,}",
            "cancel_until": day_and_time(reservation.cast_may_cancel_until),
            "report_until": day_and_time(reservation.report_until),
        },
        dedupe_key=f"reserved-cast-{talk.public_id}",
        calendar=calendar_text([talk], reader=talk.cast),
    )
    queue_mail(
        RESERVED_FOR_GUEST,
        to=talk.guest.email,
        values=terms
        | {
            "link": absolute_reverse("guest_portal:talk", talk.public_id),
            "price": f"{reservation.price_points:,}",
            "cancel_until": day_and_time(reservation.guest_may_cancel_until),
        },
        dedupe_key=f"reserved-guest-{talk.public_id}",
        calendar=calendar_text([talk], reader=talk.guest),
    )


def mail_cancelled(reservation: Reservation, *, side: Side, for_side: Side, reason: str) -> None:
    """To both: the file that goes along takes the talk out of the canceller's calendar, too."""
    talk = reservation.talk
    for receiver, user in {Side.CAST: talk.cast, Side.GUEST: talk.guest}.items():
        queue_mail(
            CANCELLED,
            to=user.email,
            values=talk_values(talk)
            | {
                "name": str(user),
                "who": who_cancelled(side, for_side),
                "reason": reason.strip() or _("（とくにご記入はありません）"),
                "link": absolute_reverse(f"{receiver}_portal:talk", talk.public_id),
            },
            dedupe_key=f"cancelled-{receiver}-{talk.public_id}",
            calendar=calendar_text([talk], reader=user),
        )


def who_cancelled(side: Side, for_side: Side) -> str:
    if side == for_side:
        return str(side.label)
    return _("%(side)s（%(for_side)sのご都合）") % {"side": side.label, "for_side": for_side.label}


def talk_values(talk: Talk) -> dict[str, str]:
    return {
        "cast_name": str(talk.cast),
        "guest_name": str(talk.guest),
        "period": period(talk.starts_at, talk.ends_at),
    }


def content(reservation: Reservation) -> str:
    talk = reservation.talk
    return _("1対1のビデオ通話 %(count)s枠（通話時間 %(length)s）") % {
        "count": reservation.slot_count,
        "length": length(talk.talk_ends_at - talk.talk_starts_at),
    }
