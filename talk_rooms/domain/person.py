"""What this app keeps about one person, and what of it goes with the account."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import User
from talk_rooms.domain.access import other_person
from talk_rooms.domain.call_paths import results_of
from talk_rooms.domain.office_calls import CALLS_END_AFTER
from talk_rooms.enums import Side, TalkStatus
from talk_rooms.models import Attendance, Block, CalendarFeed, CallTest, Message, OfficeCall, Talk


def hindrances_of_talker(user: User, *, now: datetime) -> list[Hindrance]:
    """Nobody leaves while a talk of theirs may bring the office in, or has.

    The words are the same for both sides and in both cases: who was reported shall not be told.
    """
    latest = Q(ends_at__lte=now, ends_at__gt=now - CALLS_END_AFTER)
    called = Q(office_calls__isnull=False, office_calls__handled_at__isnull=True)
    mine = Talk.objects.filter(Q(cast=user) | Q(guest=user)).exclude(status=TalkStatus.CANCELLED)
    if not mine.filter(latest | called).exists():
        return []
    words = _("トークの終了後、確認が済むまで（通常は1日）は、退会できません。")
    return [Hindrance(words, reverse("cms_pages:contact"), _("事務局に問い合わせる"))]


def erase_ties(user: User) -> None:
    """Talks and messages stay: they are the other person's too. So do blocks against the person,
    which are the blockers' own wishes."""
    CalendarFeed.objects.filter(user=user).delete()
    Block.objects.filter(blocker=user).delete()
    CallTest.objects.filter(user=user).delete()


def person_data(user: User) -> Part:
    return {
        "talks": talks(user),
        "messages": messages(user),
        "attendances": attendances(user),
        "call-tests": call_tests(user),
        "office-calls": office_calls(user),
        "blocks": [
            {"相手": str(block.blocked), "ブロックした日時": block.created_at}
            for block in Block.objects.filter(blocker=user).select_related("blocked")
        ],
    }


def talks(user: User) -> list[dict[str, Any]]:
    mine = Talk.objects.filter(Q(cast=user) | Q(guest=user)).select_related("cast", "guest")
    return [
        {
            "トーク番号": talk.public_id,
            "相手": str(other_person(talk, user)),
            "開始": talk.starts_at,
            "終了": talk.ends_at,
            "状態": talk.get_status_display(),
            "予約日時": talk.created_at,
            "キャンセル日時": talk.cancelled_at,
            "キャンセルした側": talk.get_cancelled_by_display(),
        }
        for talk in mine.order_by("starts_at")
    ]


def messages(user: User) -> list[dict[str, Any]]:
    """Those that the person wrote."""
    written = Message.objects.filter(sender=user).select_related("talk").order_by("sent_at")
    return [
        {
            "トーク番号": message.talk.public_id,
            "メッセージ": message.body,
            "送信日時": message.sent_at,
        }
        for message in written
    ]


def attendances(user: User) -> list[dict[str, Any]]:
    stays = Attendance.objects.filter(user=user).select_related("talk").order_by("joined_at")
    return [
        {
            "トーク番号": stay.talk.public_id,
            "入室": stay.joined_at,
            "退室": stay.left_at,
            "自分で退室した": stay.left_on_purpose,
            "相手の映像・音声が届いた時刻": stay.media_at,
            "通話の経路": stay.get_path_display(),
            "最後の通話品質": stay.get_quality_display(),
            "つなぎ直した回数": stay.restarts,
            "相手が届いていた秒数": stay.connected_seconds,
        }
        for stay in stays
    ]


def call_tests(user: User) -> list[dict[str, Any]]:
    return [
        {
            "結果": test.get_verdict_display(),
            "テストした日時": test.tested_at,
            "ブラウザ": test.get_browser_display(),
            "端末": test.get_system_display(),
            "接続の経路": [
                {
                    "経路": result.path.label,
                    "つながった": result.connected,
                    "往復（ミリ秒）": result.rtt_ms,
                    "失われた割合（%）": result.loss_percent,
                }
                for result in results_of(test.paths)
            ],
        }
        for test in CallTest.objects.filter(user=user)
    ]


def office_calls(user: User) -> list[dict[str, Any]]:
    """Those that the person made."""
    mine = Q(talk__cast=user, side=Side.CAST) | Q(talk__guest=user, side=Side.GUEST)
    return [
        {
            "トーク番号": call.talk.public_id,
            "用件": call.get_kind_display(),
            "状況": call.words,
            "呼び出し日時": call.called_at,
        }
        for call in OfficeCall.objects.filter(mine).select_related("talk")
    ]
