from kernel.errors import Refusal


class MailRefused(Refusal):
    """Why a mail does not move."""
