import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_staff_see_every_part(sign_in, staff, page_tree):
    response = sign_in(staff).get(reverse("style_page"))
    html = response.content.decode()
    for part in ("button--primary", "card--highlight", "banner--danger", "rank--black", "messages"):
        assert part in html
    assert re.search(r'id="id_name_error"', html)


@pytest.mark.parametrize("fixture", ["guest", "cast"])
def test_others_do_not(request, sign_in, page_tree, fixture):
    person = request.getfixturevalue(fixture)
    response = sign_in(getattr(person, "user", person)).get(reverse("style_page"))
    assert response.status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("style_page")).url.startswith(reverse("account_login"))


def test_the_admin_wears_our_colours(sign_in, staff, page_tree):
    html = sign_in(staff).get(reverse("wagtailadmin_home")).content.decode()
    assert "css/admin.css" in html
    assert "brand__mark" in html
