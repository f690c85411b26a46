import pytest
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from cms_pages.blocks import StandardBody
from cms_pages.facts import FACTS, Facts, fill_facts, known_facts
from payouts.models import PayoutSettings


def test_default_facts_are_those_of_the_cast_guide(db):
    values = {name: Facts().get(name, "") for name in FACTS}

    assert values["枠の長さ"] == "3分"
    assert values["通話時間"] == "2分"
    assert values["キャストのキャンセル期限"] == "1時間"
    assert values["報告の期限"] == "10分"
    assert values["最低請求金額"] == "5,000円"
    assert all(values.values())


def test_fact_follows_its_setting(db):
    settings = PayoutSettings.load()
    settings.minimum_claim_yen = 12000
    settings.save()

    assert fill_facts("{{最低請求金額}}以上", Facts()) == "12,000円以上"


def test_plain_text_is_escaped_and_rich_text_is_not(db):
    assert fill_facts("<i>{{枠の長さ}}</i>", Facts()) == "&lt;i&gt;3分&lt;/i&gt;"
    assert fill_facts(RichText("<p>{{枠の長さ}}</p>"), Facts()) == "<p>3分</p>"
    assert isinstance(fill_facts("", Facts()), SafeString)


def test_text_without_facts_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        fill_facts("予約はかんたん", Facts())


def test_unknown_fact_is_refused_by_name():
    with pytest.raises(ValidationError, match="枠のながさ") as refused:
        known_facts("1枠は{{枠のながさ}}")

    assert refused.value.code == "unknown_fact"


def test_fact_that_is_gone_stays_as_it_was_written(db):
    assert fill_facts("{{昔の名前}}", Facts()) == "{{昔の名前}}"


@pytest.mark.parametrize("kind", ["heading", "text", "note", "warning"])
def test_block_with_an_unknown_fact_is_not_saved(kind):
    body = StandardBody()

    with pytest.raises(ValidationError):
        body.clean(body.to_python([{"type": kind, "value": "<p>{{なにか}}</p>"}]))


@pytest.mark.parametrize(
    ("screen", "is_accepted"), [("", False), ("cms_pages:contact", True), ("no:where", False)]
)
def test_button_needs_a_place_to_lead_to(screen, is_accepted):
    body = StandardBody()
    value = {"label": "進む", "page": None, "screen": screen}
    button = body.to_python([{"type": "button", "value": value}])

    if is_accepted:
        assert body.clean(button)[0].value.url == "/contact/"
    else:
        with pytest.raises(ValidationError):
            body.clean(button)
