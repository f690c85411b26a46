from django.contrib.auth.decorators import login_required
from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms_pages import announcement_views, contact_views, search_views, views
from cms_pages.sitemaps import SITEMAPS

app_name = "cms_pages"
urlpatterns = [
    path("contact/", contact_views.ContactView.as_view(), name="contact"),
    path("contact/sent/", contact_views.contact_sent, name="contact_sent"),
    path(
        "contact/<slug:public_id>/",
        login_required(contact_views.OwnThreadView.as_view()),
        name="contact_own",
    ),
    path(
        "contact/<slug:public_id>/<str:signature>/",
        contact_views.ThreadByLinkView.as_view(),
        name="contact_by_link",
    ),
    path("news/feed/", announcement_views.AnnouncementFeed(), name="feed"),
    path("news/<int:pk>/", announcement_views.announcement, name="announcement"),
    path("news/<int:pk>/read/", announcement_views.confirm_reading, name="confirm_reading"),
    path(
        "my/announcements/",
        login_required(announcement_views.MyAnnouncementsView.as_view()),
        name="announcements",
    ),
    path("search/", search_views.search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
