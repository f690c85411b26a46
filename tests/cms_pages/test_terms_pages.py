import pytest
from django.core.exceptions import ValidationError

from accounts.domain.terms import current_terms
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cms_pages.models import TermsPage
from cms_pages.rich_text import with_anchors
from payouts.models import PayoutSettings


def publish(page, body):
    page.body = body
    page.save_revision().publish()


def test_publishing_adds_a_version_that_people_accept(page_at):
    publish(page_at("terms/cast"), "<p>新しい約束</p>")

    (current,) = current_terms(TermsKind.CAST)

    assert (current.version, current.body_html) == (2, "<p>新しい約束</p>")


def test_saving_a_draft_adds_no_version(page_at):
    page = page_at("terms/cast")
    page.body = "<p>下書き</p>"
    page.save_revision()

    assert TermsVersion.objects.filter(kind=TermsKind.CAST).count() == 1


def test_publishing_the_same_words_again_adds_no_version(page_at):
    page_at("terms/cast").save_revision().publish()

    assert TermsVersion.objects.filter(kind=TermsKind.CAST).count() == 1


def test_old_version_stays_readable_at_its_own_address(client, page_at):
    first = TermsVersion.objects.get(kind=TermsKind.CAST)
    publish(page_at("terms/cast"), "<p>新しい約束</p>")

    current = client.get("/terms/cast/").content.decode()
    old = client.get("/terms/cast/versions/1/").content.decode()

    assert "新しい約束" in current
    assert 'href="/terms/cast/versions/1/"' in current
    assert with_anchors(first.body_html)[0] in old
    assert "これは以前の版です" in old
    assert '<meta name="robots" content="noindex">' in old


def test_version_that_never_was_is_not_found(client, pages):
    assert client.get("/terms/cast/versions/2/").status_code == 404
    assert client.get("/terms/guest/versions/0/").status_code == 404


def test_published_words_keep_the_values_they_were_published_with(client, page_at):
    publish(page_at("terms/cast"), "<p>最低{{最低請求金額}}</p>")
    settings = PayoutSettings.load()
    settings.minimum_claim_yen = 9000
    settings.save()

    html = client.get("/terms/cast/").content.decode()

    assert "最低5,000円" in html
    assert "9,000円" not in html


def test_preview_shows_the_draft_and_adds_no_version(page_at):
    page = page_at("terms/cast")
    page.body = "<p>下書きの言葉</p>"

    response = page.make_preview_request()

    assert "下書きの言葉" in response.content.decode()
    assert TermsVersion.objects.filter(kind=TermsKind.CAST).count() == 1


def test_one_page_speaks_for_one_kind_of_terms(pages):
    second = TermsPage(title="もうひとつ", slug="again", kind=TermsKind.CAST, body="<p>x</p>")

    with pytest.raises(ValidationError) as refused:
        pages.add_child(instance=second)

    assert "kind" in refused.value.message_dict
