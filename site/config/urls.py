from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from accounts.views import admin_login, admin_password_reset
from cms_pages.visitor_cache import serve as serve_page

handler500 = "kernel.trouble.server_error"
urlpatterns = [
    # One door for everybody: Wagtail's own would let a password in past the second factor.
    path("admin/login/", admin_login),
    re_path(r"^admin/password_reset/(?P<rest>.*)$", admin_password_reset),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Ours first: they stand in for some of allauth's pages.
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("talk_rooms.urls")),
    path("", include("cast_portal.urls")),
    path("", include("guest_portal.urls")),
    path("", include("payouts.urls")),
    path("", include("cms_pages.urls")),
    # Pictures that anybody may see. In production the proxy answers these before Django does.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    re_path(serve_pattern, serve_page),
    path("", include(wagtail_urls)),
]
