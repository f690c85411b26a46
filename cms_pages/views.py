from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kernel.links import absolute_reverse


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap_url": absolute_reverse("cms_pages:sitemap")}
    return render(request, "cms_pages/robots.txt", context, content_type="text/plain")
