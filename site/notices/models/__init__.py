from notices.models.mail import OutgoingMail
from notices.models.text import MailText

__all__ = ["MailText", "OutgoingMail"]
