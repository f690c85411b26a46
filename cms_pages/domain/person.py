"""What this app keeps about one person, and what of it goes with the account."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.export import Part
from accounts.domain.leaving import Hindrance
from accounts.models import User
from cms_pages.domain.contact_access import contacts_of
from cms_pages.enums import ContactStatus
from cms_pages.models import AnnouncementRead, ContactMessage


def hindrances_of_writer(user: User) -> list[Hindrance]:
    """Nobody's question disappears from the office's queue with its writer."""
    words = _("お問い合わせ %(number)s に、事務局からまだお返事していません。")
    return [
        Hindrance(
            words % {"number": contact.public_id},
            reverse("cms_pages:contact_own", args=[contact.public_id]),
            _("お問い合わせを見る"),
        )
        for contact in contacts_of(user).filter(status=ContactStatus.OPEN)
    ]


def erase_person(user: User, *, former_email: str) -> None:
    """What was written about a talk stays, because it may concern the other person's safety.

    An open contact that somebody sent from this address without signing in is answered first.
    """
    AnnouncementRead.objects.filter(user=user).delete()
    contacts = ContactMessage.objects.filter(user=user)
    contacts.filter(talk__isnull=True).delete()
    contacts.update(reply_to=user.email)
    unsigned = ContactMessage.objects.filter(user__isnull=True, reply_to__iexact=former_email)
    unsigned.exclude(status=ContactStatus.OPEN).delete()


def person_data(user: User) -> Part:
    reads = AnnouncementRead.objects.filter(user=user).select_related("announcement")
    return {
        "announcements-read": [
            {"お知らせ": read.announcement.title, "確認日時": read.read_at} for read in reads
        ],
        "contacts": contacts(user),
    }


def contacts(user: User) -> list[dict[str, Any]]:
    mine = ContactMessage.objects.filter(user=user).prefetch_related("replies")
    return [
        {
            "受付番号": contact.public_id,
            "ご用件": contact.get_topic_display(),
            "返信先": contact.reply_to,
            "内容": contact.body,
            "受付日時": contact.created_at,
            "その後のやり取り": [
                {
                    "差出人": "事務局" if reply.is_from_office else user.public_name,
                    "内容": reply.body,
                    "日時": reply.created_at,
                }
                for reply in contact.replies.all()
            ],
        }
        for contact in mine.order_by("created_at")
    ]
