"""What an applicant is told, from the first link to the result. Never the real name."""

from datetime import date, datetime

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import User
from cast_portal.domain.entry_links import draft_link, resubmit_link, status_link
from cast_portal.enums import EntryItem
from cast_portal.models import Cast, CastApplication, EntryDraft
from kernel.links import absolute_reverse, absolute_url
from notices.domain.mail import queue_mail
from notices.kinds import MailKind, register

SIGNATURE = "\n\n— サシトーク事務局"
ENTRY = {"cast_name": "キャスト名", "receipt": "受付番号"}
LINK = register(
    MailKind(
        key="cast_portal.entry_link",
        title="キャスト登録：入力を始める・続けるリンク",
        names={"link": "入力ページ", "until": "リンクの有効期限"},
        subject="【サシトーク】キャスト登録の入力ページのご案内",
        body=(
            "サシトークのキャスト登録にお申し込みいただき、ありがとうございます。\n\n"
            "下のリンクを開き、「入力へ進む」を押してください。"
            "途中まで入力された方は、続きから再開できます。\n\n{{ link }}\n\n"
            "リンクは{{ until }}まで有効です。"
            "期限を過ぎると、お預かりした内容は自動的に消去されます。\n"
            "このリンクを開くと入力中の内容が表示されます。ほかの方に転送しないでください。\n\n"
            "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
        ),
    )
)
RECEIVED = register(
    MailKind(
        key="cast_portal.entry_received",
        title="キャスト登録：受付のお知らせ",
        names=ENTRY
        | {
            "due_from": "審査結果の目安（最短）",
            "due_to": "審査結果の目安（最長）",
            "link": "審査の状況のページ",
        },
        subject="【サシトーク】仮登録を受け付けました（受付番号 {{ receipt }}）",
        body=(
            "{{ cast_name }} 様\n\n仮登録を受け付けました。これから事前審査を行います。\n\n"
            "受付番号：{{ receipt }}\n"
            "審査結果の目安：{{ due_from }} 〜 {{ due_to }}\n\n"
            "結果は、このメールアドレスにお送りします。\n"
            "お問い合わせの際は、受付番号をお知らせください。\n\n"
            "審査の状況のご確認と、応募の取り下げは、こちらからできます。\n{{ link }}" + SIGNATURE
        ),
    )
)
HAS_ACCOUNT = register(
    MailKind(
        key="cast_portal.entry_has_account",
        title="キャスト登録：登録済みのアドレス",
        names={"link": "ログインページ", "reset_link": "パスワード再設定ページ"},
        subject="【サシトーク】このメールアドレスは登録済みです",
        body=(
            "このメールアドレスでキャスト登録のお申し込みがありましたが、"
            "すでにサシトークのアカウントがあるため、受け付けませんでした。\n\n"
            "ログインはこちら\n{{ link }}\n\n"
            "パスワードをお忘れの場合はこちら\n{{ reset_link }}\n\n"
            "ゲストとしてご利用中の方がキャストにご応募になる場合は、"
            "別のメールアドレスをお使いください。\n"
            "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
        ),
    )
)
ALREADY_OPEN = register(
    MailKind(
        key="cast_portal.entry_already_open",
        title="キャスト登録：審査中のアドレス",
        names=ENTRY,
        subject="【サシトーク】仮登録はすでに受け付けています",
        body=(
            "{{ cast_name }} 様\n\n"
            "このメールアドレスの仮登録は、すでに受け付けています"
            "（受付番号 {{ receipt }}）。\n"
            "あらためてのご応募は不要です。審査結果のメールをお待ちください。\n\n"
            "お心当たりがない場合は、このメールを破棄してください。" + SIGNATURE
        ),
    )
)
APPROVED = register(
    MailKind(
        key="cast_portal.entry_approved",
        title="キャスト登録：審査通過のお知らせ",
        names=ENTRY
        | {
            "rank": "承認した報酬ランク",
            "link": "パスワードを設定するページ",
            "reset_link": "リンクの期限が過ぎたときのページ",
        },
        subject="【サシトーク】事前審査の結果のお知らせ（キャスト登録が完了しました）",
        body=(
            "{{ cast_name }} 様\n\n"
            "事前審査が完了し、キャストとしてご登録いただけることになりました。\n"
            "サシトークへようこそ。\n\n"
            "報酬ランク：{{ rank }}\n\n"
            "■ はじめに\n"
            "1. 下のリンクからパスワードを設定してください（7日間有効です）。\n{{ link }}\n\n"
            "2. ダッシュボードの「プロフィール」で、自己紹介や経歴をご記入ください。\n"
            "3. 報酬のお受け取りに使う、ご本人名義の銀行口座をご登録ください。\n"
            "4. 「スケジュール」で、お話しできる時間を公開しましょう。\n\n"
            "リンクの期限が過ぎた場合は、こちらからもう一度お手続きいただけます。\n"
            "{{ reset_link }}" + SIGNATURE
        ),
    )
)
RETURNED = register(
    MailKind(
        key="cast_portal.entry_returned",
        title="キャスト登録：再提出のお願い",
        names=ENTRY
        | {
            "items": "もう一度お送りいただくものと理由",
            "message": "事務局からの連絡（あるときだけ）",
            "link": "再提出ページ",
        },
        subject="【サシトーク】再提出のお願い（受付番号 {{ receipt }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "仮登録を拝見し、次のものをもう一度お送りいただきたく、ご連絡しました。\n\n"
            "{{ items }}\n\n{{ message }}"
            "下のページから、これだけをお送りください（30日間有効です）。\n{{ link }}" + SIGNATURE
        ),
    )
)
DECLINED = register(
    MailKind(
        key="cast_portal.entry_declined",
        title="キャスト登録：見送りのお知らせ",
        names=ENTRY | {"reason": "理由ごとの説明（あるときだけ）"},
        subject="【サシトーク】事前審査の結果のお知らせ",
        body=(
            "{{ cast_name }} 様\n\n"
            "このたびはキャストにご応募いただき、誠にありがとうございました。\n"
            "慎重に審査いたしましたが、今回はご登録を見送らせていただくこととなりました。\n"
            "ご期待に添えず申し訳ございません。\n\n{{ reason }}"
            "審査の内容につきましては、お答えいたしかねますことをご了承ください。\n"
            "お預かりした身分証明書の画像は、定められた期間ののち消去いたします。" + SIGNATURE
        ),
    )
)
WITHDRAWN = register(
    MailKind(
        key="cast_portal.entry_withdrawn",
        title="キャスト登録：取り下げの確認",
        names=ENTRY | {"purge": "お預かりした内容を消去する日", "link": "キャスト登録ページ"},
        subject="【サシトーク】仮登録の取り下げを承りました（受付番号 {{ receipt }}）",
        body=(
            "{{ cast_name }} 様\n\n"
            "仮登録の取り下げを承りました。審査は終了し、結果のご連絡はいたしません。\n\n"
            "お預かりした身分証明書やプロフィール画像、ご入力の内容は、"
            "{{ purge }}に消去いたします。\n\n"
            "またご応募いただける際は、こちらからお手続きください。\n{{ link }}\n\n"
            "お心当たりがない場合は、お手数ですが事務局までご連絡ください。" + SIGNATURE
        ),
    )
)


def mail_draft_link(draft: EntryDraft, *, now: datetime) -> None:
    """A second one within the minute is not sent: somebody has pressed the button twice."""
    values = {"link": draft_link(draft), "until": day(localtime(draft.expires_at))}
    key = f"entry-link-{draft.public_id}-{now:%Y%m%d%H%M}"
    queue_mail(LINK, to=draft.email, values=values, dedupe_key=key)


def mail_received(application: CastApplication) -> None:
    values = entry_values(application) | {
        "due_from": day(application.due_from),
        "due_to": day(application.due_to),
        "link": status_link(application),
    }
    queue_mail(
        RECEIVED,
        to=application.email,
        values=values,
        dedupe_key=once_per_turn("received", application),
    )


def mail_has_account(email: str) -> None:
    values = {
        "link": absolute_reverse("account_login"),
        "reset_link": absolute_reverse("account_reset_password"),
    }
    queue_mail(HAS_ACCOUNT, to=email, values=values)


def mail_already_open(application: CastApplication) -> None:
    queue_mail(ALREADY_OPEN, to=application.email, values=entry_values(application))


def mail_approved(cast: Cast, application: CastApplication) -> None:
    values = entry_values(application) | {
        "rank": cast.rank.name,
        "link": set_password_link(cast.user),
        "reset_link": absolute_reverse("account_reset_password"),
    }
    queue_mail(
        APPROVED,
        to=application.email,
        values=values,
        dedupe_key=f"entry-approved-{application.public_id}",
    )


def mail_returned(application: CastApplication) -> None:
    message = application.message_to_applicant
    values = entry_values(application) | {
        "items": "\n\n".join(item_lines(application)),
        "message": f"■ 事務局より\n{message}\n\n" if message else "",
        "link": resubmit_link(application),
    }
    queue_mail(
        RETURNED,
        to=application.email,
        values=values,
        dedupe_key=once_per_turn("returned", application),
    )


def item_lines(application: CastApplication) -> list[str]:
    asked = application.requested_items.items()
    return [f"・{EntryItem(item).label}\n{text}".strip() for item, text in asked]


def mail_declined(application: CastApplication) -> None:
    reason = application.decline_reason.applicant_text if application.decline_reason else ""
    queue_mail(
        DECLINED,
        to=application.email,
        values=entry_values(application) | {"reason": f"{reason}\n\n" if reason else ""},
        dedupe_key=f"entry-declined-{application.public_id}",
    )


def mail_withdrawn(application: CastApplication, *, purge_at: datetime | None) -> None:
    values = entry_values(application) | {
        "purge": date_format(localtime(purge_at), "Y年n月j日") if purge_at else "",
        "link": absolute_reverse("cast_portal:entry"),
    }
    queue_mail(
        WITHDRAWN,
        to=application.email,
        values=values,
        dedupe_key=f"entry-withdrawn-{application.public_id}",
    )


def entry_values(application: CastApplication) -> dict[str, object]:
    return {"cast_name": application.cast_name, "receipt": application.public_id}


def day(value: date | None) -> str:
    return date_format(value, "n月j日(D)") if value else ""


def once_per_turn(what: str, application: CastApplication) -> str:
    """An entry may come back several times; each time it was sent in is one turn."""
    return (
        f"entry-{what}-{application.public_id}-{localtime(application.submitted_at):%Y%m%d%H%M%S}"
    )


def set_password_link(user: User) -> str:
    """django-allauth's own page for a new password; good for PASSWORD_RESET_TIMEOUT."""
    key = EmailAwarePasswordResetTokenGenerator().make_token(user)
    arguments = {"uidb36": user_pk_to_url_str(user), "key": key}
    return absolute_url(reverse("account_reset_password_from_key", kwargs=arguments))
