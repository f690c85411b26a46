from typing import Any

from django.utils import timezone

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from cms_pages.models import TermsPage


def add_terms_version(sender: type[TermsPage], instance: TermsPage, **kwargs: Any) -> None:
    """Published words become a version that people accept; the same words again do not."""
    publish_terms(
        TermsKind(instance.kind),
        title=instance.title,
        body_html=instance.body_html(),
        changes=instance.changes,
        now=timezone.now(),
    )
