from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms_pages import search_views, views
from cms_pages.sitemaps import SITEMAPS

app_name = "cms_pages"
urlpatterns = [
    path("contact/", views.ContactView.as_view(), name="contact"),
    path("contact/sent/", views.contact_sent, name="contact_sent"),
    path("search/", search_views.search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
