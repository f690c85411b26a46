from allauth.account.adapter import get_adapter
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_ratelimit.core import is_ratelimited

from cms_pages.domain.search import find, finding
from cms_pages.facts import Facts
from cms_pages.search_forms import SearchForm
from kernel.folding import fold_words

FOUND_ON_A_PAGE = 15
# A person who reads what they find asks far less often.
PER_VISITOR = "40/m"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = SearchForm(request.GET).typed
    if typed and asks_too_often(request):
        return render(request, "429.html", status=429)
    words = fold_words(typed)
    found = Paginator(find(words, now=timezone.now()), FOUND_ON_A_PAGE)
    page = found.get_page(request.GET.get("page"))
    facts = Facts(request)
    findings = [finding(text, words, facts) for text in page]
    context = {"words": typed, "page": page, "findings": findings}
    return render(request, "cms_pages/search.html", context)


def asks_too_often(request: HttpRequest) -> bool:
    return is_ratelimited(
        request,
        group="site-search",
        key=lambda *_: get_adapter().get_client_ip(request),
        rate=PER_VISITOR,
        increment=True,
    )
