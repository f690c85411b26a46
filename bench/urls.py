"""The site's addresses, and an empty page to measure the others against."""

from django.urls import path
from django.views.generic import TemplateView

from config.urls import urlpatterns as site

urlpatterns = [path("empty/", TemplateView.as_view(template_name="base.html")), *site]
