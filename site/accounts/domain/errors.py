from kernel.errors import Refusal


class AccountRefused(Refusal):
    """Why nobody can be signed up just now."""


class TermsRefused(Refusal):
    """Why people cannot be asked for their consent anew."""


class AddressRefused(Refusal):
    """Why a mail address does not change."""


class LeavingRefused(Refusal):
    """Why somebody cannot leave yet."""


class PersonGone(Refusal):
    """Why nothing more is kept about somebody who has left."""
