import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.templatetags.static import static
from django.test import Client
from django.urls import get_resolver, reverse
from django.views.defaults import permission_denied

from kernel.errors import Refusal
from kernel.middleware import RefusalMiddleware
from kernel.trouble import server_error

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_request(rf):
    def make(method="get", **headers):
        request = getattr(rf, method)("/somewhere/", headers=headers)
        SessionMiddleware(lambda _: HttpResponse()).process_request(request)
        MessageMiddleware(lambda _: HttpResponse()).process_request(request)
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def refuse():
    refusal = Refusal("too_late", "受付時間を過ぎました。")
    middleware = RefusalMiddleware(lambda _: HttpResponse())
    return lambda request: middleware.process_exception(request, refusal)


def test_an_unknown_address_gets_a_page_with_ways_on(client, page_tree):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "お探しのページが見つかりません" in html
    assert reverse("account_login") in html


def test_somebody_signed_in_is_led_back_to_their_own_page(sign_in, guest, page_tree):
    html = sign_in(guest).get("/no-such-page/").content.decode()
    assert reverse("accounts:home") in html
    assert reverse("account_login") not in html


def test_a_forbidden_page_explains_itself(make_request):
    response = permission_denied(make_request(), PermissionDenied())
    assert response.status_code == 403
    assert "権限がありません" in response.content.decode()


def test_a_form_without_its_token_is_explained(page_tree):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "ページの有効期限が切れていました" in response.content.decode()


def test_an_unknown_address_offers_a_search_and_the_pages_most_wanted(client, page_tree):
    html = client.get("/no-such-page/").content.decode()
    for path in (reverse("cms_pages:search"), reverse("cms_pages:contact"), "/faq/"):
        assert f'"{path}"' in html
    assert html.count('role="search"') == 3  # in the header, in the phone's menu, on the page


def test_the_error_page_needs_neither_request_nor_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "ただいま表示できません" in response.content.decode()
    assert 'href="/contact/"' in response.content.decode()


def test_the_error_page_stands_without_the_manifest_of_static_files(rf, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "kernel.staticfiles.ModuleManifestStorage"}
    }
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        static("css/base.css")
    html = server_error(rf.get("/")).content.decode()
    styles = re.findall(r'href="/static/([^"]+)"', html)
    assert len(styles) > 5
    assert all(finders.find(path) for path in styles)


def test_the_error_page_is_what_a_fault_leads_to():
    assert get_resolver().resolve_error_handler(500) is server_error


def test_the_error_page_gives_the_number_that_stands_in_the_log(rf, caplog):
    html = server_error(rf.get("/talks/secret/")).content.decode()
    [line] = caplog.messages
    number = line.split()[-1]
    assert f">{number}</strong>" in html
    assert "secret" not in line


def test_too_many_tries_get_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    for _ in range(2):
        response = client.post(reverse("account_reset_password"), {"email": "a@example.com"})
    assert response.status_code == 429
    assert "操作の回数が多すぎます" in response.content.decode()


def test_a_refused_page_says_why(make_request, refuse):
    response = refuse(make_request())
    assert response.status_code == 409
    assert "受付時間を過ぎました。" in response.content.decode()


def test_a_refused_post_goes_back_with_the_message(make_request, refuse):
    request = make_request("post", referer="http://testserver/casts/")
    response = refuse(request)
    assert (response.status_code, response.url) == (302, "http://testserver/casts/")
    assert [str(message) for message in get_messages(request)] == ["受付時間を過ぎました。"]


def test_a_refused_post_is_never_led_to_another_site(make_request, refuse):
    response = refuse(make_request("post", referer="https://elsewhere.example/"))
    assert response.status_code == 409


def test_other_exceptions_are_left_alone(make_request):
    middleware = RefusalMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(make_request(), ValueError()) is None
