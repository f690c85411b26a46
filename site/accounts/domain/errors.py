from kernel.errors import Refusal


class AccountRefused(Refusal):
    """Why nobody can be signed up just now."""


class TermsRefused(Refusal):
    """Why people cannot be asked for their consent anew."""
