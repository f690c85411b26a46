from accounts.models.guest import Guest
from accounts.models.terms import Consent, TermsVersion
from accounts.models.user import User

__all__ = ["Consent", "Guest", "TermsVersion", "User"]
