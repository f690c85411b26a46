from accounts.models.address_change import AddressChange
from accounts.models.device import Device
from accounts.models.guest import Guest
from accounts.models.terms import Consent, TermsVersion
from accounts.models.user import User

__all__ = ["AddressChange", "Consent", "Device", "Guest", "TermsVersion", "User"]
