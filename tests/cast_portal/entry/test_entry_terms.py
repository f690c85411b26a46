import pytest

from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cast_portal.domain.entry import submit_entry
from cast_portal.models import CastApplication
from kernel.errors import Refusal
from tests.factories import NOW

URL = "/cast/entry/"


@pytest.mark.parametrize("missing", [TermsKind.CAST, TermsKind.PRIVACY])
def test_without_published_terms_no_entry_is_taken(client, posted, missing):
    data = posted()
    TermsVersion.objects.filter(kind=missing).delete()
    html = client.post(URL, data).content.decode()
    assert "ただいま規約の公開を準備しているため" in html
    assert not CastApplication.objects.exists()


def test_the_verb_takes_no_entry_without_its_terms(entry, terms):
    with pytest.raises(Refusal) as refusal:
        submit_entry(entry(terms=terms[:1]), now=NOW)
    assert refusal.value.code == "terms_missing"


def test_a_name_that_hides_a_line_break_is_refused_in_words(client, posted):
    response = client.post(URL, posted(cast_name="x\r\nEvil"))
    assert "改行などの制御文字は使えません" in str(response.context["form"].errors["cast_name"])
    assert not CastApplication.objects.exists()
