from kernel.errors import Refusal


class ContactRefused(Refusal):
    """Codes: `too_many`, `answered_meanwhile`."""
