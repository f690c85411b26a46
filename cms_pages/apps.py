from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsPagesConfig(AppConfig):
    name = "cms_pages"
    verbose_name = _("公開ページ")

    def ready(self) -> None:
        from wagtail.signals import page_published, published

        # Some only to register their kinds and listeners.
        from cms_pages import mails, receivers, search_signals, visitor_cache  # noqa: F401
        from cms_pages.models import Announcement, TermsPage
        from cms_pages.publishing import add_terms_version, mail_announcement

        search_signals.connect()
        visitor_cache.connect()
        published.connect(mail_announcement, sender=Announcement)
        page_published.connect(add_terms_version, sender=TermsPage)
