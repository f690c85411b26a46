import pytest

from cast_portal.domain.entry import receive_entry
from kernel.errors import Refusal
from tests.factories import NOW


def test_the_verb_takes_no_entry_without_its_terms(entry, terms):
    with pytest.raises(Refusal) as refusal:
        receive_entry(entry(terms=terms[:1]), now=NOW)
    assert refusal.value.code == "terms_missing"
