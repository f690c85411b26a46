import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms_pages.models import FAQCategory, Question
from tests.cms_pages.pages_as_read import read


def add_question(**fields):
    category = FAQCategory.objects.get(slug="booking")
    defaults = {"category": category, "answer": '<p><a href="/faq/">こちら</a></p>'}
    return Question.objects.create(**(defaults | fields))


def test_questions_stand_under_their_category(client, pages):
    html = client.get("/faq/").content.decode()
    answers = html.split('data-faq-group="')

    assert len(answers) == 1 + FAQCategory.objects.count()
    assert Question.objects.count() >= 12
    assert html.index("予約とキャンセル") < html.index('id="guest-cancel"')


def test_each_question_has_an_address_of_its_own(client, pages):
    ids = read(client.get("/faq/")).ids

    assert {"documents", "talk-time", "claim"} <= set(ids)


@pytest.mark.parametrize("words", ["手数料", "振込 手数料", "振込\u3000手数料"])
def test_search_works_without_javascript(client, pages, words):
    html = client.get("/faq/", {"q": words}).content.decode()

    assert re.search(r'<details class="accordion question">\s*<summary id="transfer-fee">', html)
    assert re.search(
        r'<details class="accordion question" hidden>\s*<summary id="what-is-sashitalk">', html
    )
    assert f'value="{words}"' in html


def test_search_without_a_find_shows_the_way_on(client, pages):
    html = client.get("/faq/", {"q": "むにゃむにゃ<script>"}).content.decode()

    assert "見つかりませんでした" in html
    assert "&lt;script&gt;" in html
    assert "/contact/" in html


def test_draft_question_is_not_shown(client, pages):
    add_question(question="まだ下書きです", slug="draft", live=False, is_featured=True)

    assert "まだ下書きです" not in client.get("/faq/").content.decode()
    assert "まだ下書きです" not in client.get("/").content.decode()


def test_more_questions_cost_no_more_queries(returning, pages, page_at, django_assert_num_queries):
    link = f'<p><a linktype="page" id="{page_at("ranks").pk}">ランク</a></p>'
    add_question(question="1つ目", slug="q-1", answer=link)
    returning.get("/faq/")
    with CaptureQueriesContext(connection) as with_one:
        returning.get("/faq/")
    for number in (2, 3):
        add_question(question=f"{number}つ目", slug=f"q-{number}", answer=link)

    with django_assert_num_queries(len(with_one)):
        html = returning.get("/faq/").content.decode()

    assert html.count('<a href="/ranks/">ランク</a>') == 3


def test_page_link_in_an_answer_follows_the_page(client, pages, page_at):
    add_question(
        question="移動しても？",
        slug="moved",
        answer=f'<p><a linktype="page" id="{page_at("ranks").pk}">ランク</a></p>',
    )
    page = page_at("ranks")
    page.slug = "rewards"
    page.save_revision().publish()

    assert 'href="/rewards/"' in client.get("/faq/").content.decode()
