from kernel.errors import Refusal


class ContactRefused(Refusal):
    """Codes: `too_many`, `already_sent`, `answered_meanwhile`, `person_gone`."""
