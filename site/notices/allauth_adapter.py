from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from kernel.links import absolute_reverse
from notices.account_mails import ACCOUNT_CHANGED, BY_ALLAUTH_TEMPLATE
from notices.domain.mail import queue_mail

LINK_NAMES = ("activate_url", "password_reset_url", "signup_url")


class QueuedMailAdapter(DefaultAccountAdapter):
    """Sends allauth's mails through the queue, in wordings that staff can edit."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # allauth sends the first confirmation under a name of its own.
        prefix = template_prefix.replace("email_confirmation_signup", "email_confirmation")
        kind = BY_ALLAUTH_TEMPLATE.get(prefix, ACCOUNT_CHANGED)
        link = next((context[name] for name in LINK_NAMES if context.get(name)), None)
        values = {"link": link or absolute_reverse("account_reset_password")}
        queue_mail(kind, to=email, values=values)
