"""What this app keeps about one person, under names that people can read."""

from typing import Any

from django.db.models import Q

from accounts.domain.export import Part
from accounts.models import User
from cast_portal.models import (
    Cast,
    CastApplication,
    CastPicture,
    Memo,
    RankInvitation,
    Report,
    Reservation,
)


def person_data(user: User) -> Part:
    cast = (
        Cast.objects.filter(user=user).select_related("rank", "application__desired_rank").first()
    )
    return {**(data_of_cast(cast) if cast else {}), "reservations": reservations(user)}


def reservations(user: User) -> list[dict[str, Any]]:
    """The terms of the talks, on either side."""
    mine = Reservation.objects.filter(Q(talk__cast=user) | Q(talk__guest=user))
    return [
        {
            "トーク番号": one.talk.public_id,
            "枠数": one.slot_count,
            "ランク": one.rank_name,
            "料金（ポイント）": one.price_points,
            **own_side(one, user),
        }
        for one in mine.select_related("talk").order_by("talk__starts_at")
    ]


def own_side(reservation: Reservation, user: User) -> dict[str, Any]:
    """What is the other side's business stays with the other side."""
    if reservation.talk.cast_id == user.pk:
        return {"報酬（円）": reservation.reward_yen}
    return {"話したいこと": reservation.wish}


def data_of_cast(cast: Cast) -> Part:
    return {
        "cast-profile": profile(cast),
        **{f"cast-picture-{one.order}": bytes_of(one) for one in cast.pictures.all()},
        "entry": entry(cast.application) if cast.application else {},
        "reports": reports(cast),
        "memos": memos(cast),
        "rank-invitations": invitations(cast),
        "week-templates": [
            {"名前": template.name, "月曜0時からの秒数": template.starts}
            for template in cast.week_templates.all()
        ],
        "slots": [
            {"開始": slot.starts_at, "終了": slot.ends_at, "予約あり": slot.is_reserved}
            for slot in cast.slots.all()
        ],
    }


def profile(cast: Cast) -> dict[str, Any]:
    return {
        "ランク": cast.rank.name,
        "カテゴリー": [category.name for category in cast.categories.all()],
        "自己紹介": cast.introduction,
        "経歴": cast.career,
        "話せる話題": cast.topics,
        "話せる言語": cast.language_names,
        "リンク": cast.links,
        "登録日時": cast.created_at,
    }


def bytes_of(picture: CastPicture) -> bytes:
    with picture.source.open() as file:
        return bytes(file.read())


def entry(application: CastApplication) -> dict[str, Any]:
    """Without the identity documents themselves, which are for the screening only."""
    return {
        "受付番号": application.public_id,
        "氏名": application.legal_name,
        "フリガナ": application.legal_name_kana,
        "生年月日": application.birth_date,
        "キャスト名": application.cast_name,
        "メールアドレス": application.email,
        "希望ランク": application.desired_rank.name,
        "自己紹介": application.introduction,
        "身分証明書の種類": application.get_document_kind_display(),
        "受付日時": application.submitted_at,
        "決定日時": application.decided_at,
        "身分証明書の消去日時": application.purged_at,
    }


def reports(cast: Cast) -> list[dict[str, Any]]:
    mine = Report.objects.filter(talk__reservation__cast=cast).select_related("talk")
    return [
        {
            "トーク番号": report.talk.public_id,
            "報告した結果": report.get_filed_outcome_display(),
            "確定した結果": report.get_outcome_display(),
            "評価": report.rating,
            "感想": report.impressions,
            "報告日時": report.filed_at,
        }
        for report in mine.order_by("filed_at")
    ]


def memos(cast: Cast) -> list[dict[str, Any]]:
    mine = Memo.objects.filter(cast=cast).select_related("guest").order_by("updated_at")
    return [
        {"ゲスト": str(memo.guest or ""), "メモ": memo.body, "更新日時": memo.updated_at}
        for memo in mine
    ]


def invitations(cast: Cast) -> list[dict[str, Any]]:
    mine = RankInvitation.objects.filter(cast=cast).select_related("rank")
    return [
        {
            "ランク": one.rank.name,
            "メッセージ": one.message,
            "状態": one.get_status_display(),
            "ご案内日時": one.invited_at,
            "回答日時": one.answered_at,
        }
        for one in mine
    ]
