"""Who may see which thread, and the address that a mail gives to somebody without an account."""

from django.core.signing import Signer
from django.db.models import QuerySet
from django.http import Http404
from django.utils.crypto import constant_time_compare

from accounts.models import User
from cms_pages.models import ContactMessage
from kernel.links import absolute_reverse

SIGNER = Signer(salt="cms_pages.contact_thread")


def contacts_of(user: User) -> QuerySet[ContactMessage]:
    return ContactMessage.objects.filter(user=user).order_by("-created_at", "-pk")


def contact_for(user: User, public_id: str) -> ContactMessage:
    return found(contacts_of(user), public_id)


def contact_by_signature(public_id: str, signature: str) -> ContactMessage:
    """For whoever holds the link of the answer's mail."""
    if not constant_time_compare(signature, SIGNER.signature(public_id)):
        raise Http404
    return found(ContactMessage.objects.all(), public_id)


def found(contacts: QuerySet[ContactMessage], public_id: str) -> ContactMessage:
    contact = contacts.select_related("talk").filter(public_id=public_id).first()
    if contact is None:
        raise Http404
    return contact


def thread_link(contact: ContactMessage) -> str:
    signature = SIGNER.signature(contact.public_id)
    return absolute_reverse("cms_pages:contact_by_link", contact.public_id, signature)
