from datetime import datetime

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from cms_pages.enums import ContactTopic
from cms_pages.mails import CONTACT_RECEIPT, CONTACT_TO_OFFICE
from cms_pages.models import ContactMessage
from kernel.links import absolute_reverse
from notices.domain.mail import queue_mail
from talk_rooms.models import Talk


@transaction.atomic
def receive_contact(
    *,
    topic: ContactTopic,
    reply_to: str,
    body: str,
    user: User | None,
    talk: Talk | None,
    now: datetime,
) -> ContactMessage:
    """Keeps what somebody wrote, tells the office, and acknowledges it to the sender.

    `talk` must be one of `user`'s own. The acknowledgement quotes nothing of the text: anybody
    may type anybody's address, and nobody shall send words through us.
    """
    message = ContactMessage.objects.create(
        topic=topic, reply_to=reply_to, body=body, user=user, talk=talk, created_at=now
    )
    log(instance=message, action="cms_pages.receive_contact", user=user)
    values = {"number": message.public_id, "topic": message.get_topic_display()}
    link = absolute_reverse("contact_messages:inspect", message.pk)
    queue_mail(CONTACT_TO_OFFICE, to=settings.OFFICE_EMAIL, values=values | {"link": link})
    queue_mail(CONTACT_RECEIPT, to=reply_to, values=values)
    return message
