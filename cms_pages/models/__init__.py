from cms_pages.models.announcement import Announcement, AnnouncementMailing, AnnouncementRead
from cms_pages.models.base import SitePage
from cms_pages.models.contact import ContactMessage, ContactReply
from cms_pages.models.faq import FAQCategory, FAQIndexPage, Question
from cms_pages.models.home import HomePage
from cms_pages.models.legal_notice import LegalNoticePage
from cms_pages.models.news import NewsIndexPage, NewsSettings
from cms_pages.models.search_text import SearchText
from cms_pages.models.terms import TermsPage
from cms_pages.models.text_pages import CallSystemPage, GuidePage, RanksPage, StandardPage

__all__ = [
    "Announcement",
    "AnnouncementMailing",
    "AnnouncementRead",
    "CallSystemPage",
    "ContactMessage",
    "ContactReply",
    "FAQCategory",
    "FAQIndexPage",
    "GuidePage",
    "HomePage",
    "LegalNoticePage",
    "NewsIndexPage",
    "NewsSettings",
    "Question",
    "RanksPage",
    "SearchText",
    "SitePage",
    "StandardPage",
    "TermsPage",
]
