"""What people have written to the office in the demo: one thread of each kind."""

from datetime import datetime, timedelta

from accounts.models import User
from cms_pages.domain.contact import answer_contact, close_contact, receive_contact, write_back
from cms_pages.enums import ContactTopic

HOUR = timedelta(hours=1)


def write_letters(*, cast: User, guest: User, office: User, now: datetime) -> None:
    receive_contact(
        topic=ContactTopic.ENTRY,
        reply_to="hinata@example.com",
        body="学生証に住所の記載がありません。住民票の写しも一緒に提出すればよいでしょうか。",
        user=None,
        talk=None,
        now=now - 3 * HOUR,
    )
    received = receive_contact(
        topic=ContactTopic.PAYOUT,
        reply_to=cast.email,
        body="請求申請をしました。振り込みはいつごろになりますか。",
        user=cast,
        talk=None,
        now=now - 50 * HOUR,
    )
    answer_contact(
        received,
        by=office,
        body="お世話になっております。確認が済みしだい、5営業日ほどでお振り込みいたします。",
        newest_read=0,
        now=now - 47 * HOUR,
    )
    write_back(received, by=cast, body="ありがとうございます。安心しました。", now=now - 46 * HOUR)
    close_contact(received, by=office)
    asked = receive_contact(
        topic=ContactTopic.BOOKING,
        reply_to=guest.email,
        body="予約した枠の時間を、後から長くすることはできますか。",
        user=guest,
        talk=None,
        now=now - 26 * HOUR,
    )
    answer_contact(
        asked,
        by=office,
        body="恐れ入りますが、時間の変更はできません。続く枠が空いていれば、追加でご予約ください。",
        newest_read=0,
        now=now - 24 * HOUR,
    )
