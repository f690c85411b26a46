"""Keyed hashes that find a person's other entries, also those whose names have been purged.

Nobody can read a name or an address out of them; with another SECRET_KEY they match nothing.
"""

import unicodedata
from datetime import date

from django.utils.crypto import salted_hmac

SALT = "cast_portal.person_keys"


def person_key(last_name: str, first_name: str, birth_date: date) -> str:
    return key_of(f"{last_name}{first_name}", birth_date.isoformat())


def email_key(email: str) -> str:
    return key_of(email)


def key_of(*values: str) -> str:
    """64 hex digits; spaces, case and width make no difference."""
    plain = ["".join(unicodedata.normalize("NFKC", value).lower().split()) for value in values]
    return salted_hmac(SALT, "\n".join(plain), algorithm="sha256").hexdigest()
