"""特定商取引法に基づく表記: complete, true to the settings, and never half filled in."""

import pytest
from django.core.exceptions import ValidationError

from cast_portal.models import CastPortalSettings
from cms_pages.models import HomePage, LegalNoticePage

MANDATORY = [*LegalNoticePage.who, *LegalNoticePage.what]


def read(client):
    return client.get("/legal/").content.decode()


def test_every_mandatory_item_is_shown_with_its_name(client, page_at):
    html = read(client)

    for name in MANDATORY:
        assert f"<dt>{LegalNoticePage._meta.get_field(name).verbose_name}</dt>" in html
    assert "サシトーク運営事務局" in html
    assert 'href="tel:03-0000-0000"' in html
    assert 'href="mailto:office@example.com"' in html
    assert "<dt>契約の成立</dt>" in html


@pytest.mark.parametrize("name", MANDATORY)
def test_no_mandatory_item_may_be_left_out(page_at, name):
    page = page_at("legal")
    setattr(page, name, "")

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == [name]


def test_conditions_follow_the_settings(client, page_at):
    settings = CastPortalSettings.load()
    settings.guest_cancel_minutes = 90
    settings.save()

    assert "開始の1時間30分前まで、マイページからご予約をキャンセルできます" in read(client)


def test_unknown_fact_is_refused(page_at):
    page = page_at("legal")
    page.cancellation = "<p>{{返金の割合}}</p>"

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert "返金の割合" in str(refused.value.message_dict["cancellation"])


def test_there_is_one_below_the_home_page(pages):
    assert not LegalNoticePage.can_create_at(pages)
    LegalNoticePage.objects.get().delete()
    assert LegalNoticePage.can_create_at(HomePage.objects.get())


def test_preview_shows_what_is_typed(page_at):
    page = page_at("legal")
    page.seller = "株式会社みほん"

    assert "株式会社みほん" in page.make_preview_request().content.decode()


def test_demo_says_that_it_sells_nothing(client, pages):
    assert "実際の販売は行っていません" in read(client)


@pytest.mark.parametrize("path", ["/", "/faq/"])
def test_footer_leads_there(client, pages, path):
    assert 'href="/legal/"' in client.get(path).content.decode()


def test_footer_of_the_portal_leads_there(sign_in, guest, pages):
    assert 'href="/legal/"' in sign_in(guest).get("/guest/").content.decode()
