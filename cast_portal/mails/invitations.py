from datetime import datetime

from cast_portal.models import RankInvitation
from kernel.dates import day_and_time
from kernel.links import absolute_reverse
from notices.domain.mail import queue_mail
from notices.kinds import MailKind, register

SIGNATURE = "\n\n— サシトーク事務局"
OFFER = {
    "cast_name": "キャスト名",
    "rank": "ご案内するランク",
    "reward": "そのランクの1枠の報酬（円）",
    "link": "ご案内のページ",
}
RANK_INVITED = register(
    MailKind(
        key="cast_portal.rank_invited",
        title="ランクのご案内（キャスト宛）",
        names=OFFER
        | {
            "present_rank": "現在のランク",
            "present_reward": "現在の1枠の報酬（円）",
            "message": "事務局からのメッセージ",
            "expires_at": "回答期限",
        },
        subject="【サシトーク】{{ rank }}ランクへのご案内",
        body=(
            "{{ cast_name }} 様\n\n"
            "いつもサシトークでご活躍いただき、ありがとうございます。\n"
            "このたび、{{ rank }}ランクへご案内することになりました。\n\n"
            "現在のランク：{{ present_rank }}（1枠 {{ present_reward }}円）\n"
            "新しいランク：{{ rank }}（1枠 {{ reward }}円）\n\n"
            "■ 事務局より\n{{ message }}\n\n"
            "下のページで内容をご確認のうえ、{{ expires_at }} までに"
            "承諾または辞退をお選びください。\n{{ link }}\n\n"
            "新しい報酬は、承諾のあとに入ったご予約から適用されます。" + SIGNATURE
        ),
    )
)
RANK_ACCEPTED = register(
    MailKind(
        key="cast_portal.rank_accepted",
        title="ランクのご案内の承諾を受け付けたお知らせ（キャスト宛）",
        names=OFFER | {"accepted_at": "承諾の日時"},
        subject="【サシトーク】{{ rank }}ランクになりました",
        body=(
            "{{ cast_name }} 様\n\n"
            "ご承諾ありがとうございます。{{ rank }}ランクになりました。\n\n"
            "新しい報酬：1枠 {{ reward }}円\n"
            "適用：{{ accepted_at }} 以降に入ったご予約\n\n"
            "それより前に入っていたご予約の報酬は、ご予約時のままです。\n{{ link }}" + SIGNATURE
        ),
    )
)


def mail_rank_invited(invitation: RankInvitation) -> None:
    values = offer_values(invitation) | {
        "present_rank": invitation.previous_rank.name,
        "present_reward": f"{invitation.previous_rank.reward_yen:,}",
        "message": invitation.message,
        "expires_at": day_and_time(invitation.expires_at),
    }
    queue_mail(
        RANK_INVITED,
        to=invitation.cast.user.email,
        values=values,
        dedupe_key=f"rank-invited-{invitation.public_id}",
    )


def mail_rank_accepted(invitation: RankInvitation, *, now: datetime) -> None:
    queue_mail(
        RANK_ACCEPTED,
        to=invitation.cast.user.email,
        values=offer_values(invitation) | {"accepted_at": day_and_time(now)},
        dedupe_key=f"rank-accepted-{invitation.public_id}",
    )


def offer_values(invitation: RankInvitation) -> dict[str, str]:
    return {
        "cast_name": str(invitation.cast),
        "rank": invitation.rank.name,
        "reward": f"{invitation.rank.reward_yen:,}",
        "link": absolute_reverse("cast_portal:invitation", invitation.public_id),
    }
