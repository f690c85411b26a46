from cast_portal.models import Reservation
from kernel.dates import day_and_time, period
from kernel.links import absolute_reverse
from notices.domain.mail import queue_mail
from notices.kinds import MailKind, register

REPORT_DUE = register(
    MailKind(
        key="cast_portal.report_due",
        title="完了報告のお願い（キャスト宛）",
        names={
            "cast_name": "キャスト名",
            "guest_name": "ゲスト名",
            "period": "トークの日時（日本時間）",
            "report_until": "完了報告の期限",
            "link": "完了報告のページ",
        },
        subject="【サシトーク】{{ report_until }} までに完了報告をお願いします",
        body=(
            "{{ cast_name }} 様\n\nトークおつかれさまでした。\n"
            "下のページから、完了報告をお願いします。\n\n"
            "お相手：{{ guest_name }} 様\n"
            "日時：{{ period }}\n"
            "報告の期限：{{ report_until }} まで\n\n{{ link }}\n\n"
            "期限を過ぎると、このページからは報告できなくなります。"
            "そのときは事務局が接続の記録を確認します。\n\n— サシトーク事務局"
        ),
    )
)


def mail_report_due(reservation: Reservation) -> None:
    talk = reservation.talk
    queue_mail(
        REPORT_DUE,
        to=talk.cast.email,
        values={
            "cast_name": str(talk.cast),
            "guest_name": str(talk.guest),
            "period": period(talk.starts_at, talk.ends_at),
            "report_until": day_and_time(reservation.report_until),
            "link": absolute_reverse("cast_portal:report", talk.public_id),
        },
        dedupe_key=f"report-due-{talk.public_id}",
    )
