from kernel.errors import Refusal


class AccountRefused(Refusal):
    """Why nobody can be signed up just now."""
