"""What a visitor finds on /search/, and what nobody may find there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms_pages.models import Announcement, FAQCategory, Question, SearchText, StandardPage
from tests.cms_pages.pages_as_read import read

WORD = "むささび"


@pytest.fixture
def find(client, pages):
    """find("words") is the HTML of that search."""
    return lambda words, **query: client.get("/search/", {"q": words, **query}).content.decode()


@pytest.fixture
def write_page(pages):
    def write(title, text="", slug="squirrels"):
        body = [("text", f"<p>{text}</p>")]
        page = pages.add_child(instance=StandardPage(title=title, slug=slug, body=body))
        page.save_revision().publish()
        return page

    return write


def ask(question, answer="", **fields):
    category = FAQCategory.objects.get(slug="booking")
    fields = {"slug": "squirrel", "category": category} | fields
    return Question.objects.create(question=question, answer=f"<p>{answer}</p>", **fields)


def announce(title, audience="everyone", **fields):
    return Announcement.objects.create(
        title=title, body=f"<p>{WORD}</p>", audience=audience, **fields
    )


@pytest.mark.parametrize(
    "words",
    ["手数料", "振込 手数料", "手数料\u3000振込", "きゃんせる", "ｷｬﾝｾﾙ", "キャンセ", "料は"],
)
def test_japanese_is_found_by_any_part_of_it(find, words):
    html = find(words)

    assert 'class="finding"' in html
    assert "<mark>" in html


def test_every_word_must_be_there(find, write_page):
    write_page("森のどうぶつ", f"{WORD}は夜に飛びます。")

    assert "森のどうぶつ" in find(f"{WORD} 夜")
    assert "見つかりませんでした" in find(f"{WORD} 昼")


def test_words_are_marked_as_they_were_written(find, write_page):
    write_page("ムササビ & <森>", "前の文です。ムササビは夜に飛びます。")

    html = find(WORD)

    assert '<a href="/squirrels/"><mark>ムササビ</mark> &amp; &lt;森&gt;</a>' in html
    assert "…<mark>ムササビ</mark>は夜に飛びます。" in html


def test_titles_come_before_texts(find, write_page):
    write_page("森のどうぶつ", WORD)
    ask(f"{WORD}とは？", "飛びます。")

    html = find(WORD)

    assert html.index("とは？") < html.index("森のどうぶつ")


def test_question_is_found_at_its_own_address(find, pages):
    ask(f"{WORD}とは？")

    html = find(WORD)

    assert 'href="/faq/#squirrel"' in html
    assert "よくあるご質問" in html[html.index("<ol") :]


def test_facts_are_found_and_shown_by_the_value_of_today(find, write_page):
    from cast_portal.models import CastPortalSettings

    write_page("長さ{{枠の長さ}}", f"{WORD}は{{{{枠の長さ}}}}です。")
    assert f"<mark>{WORD}は3分</mark>です。" in find(f"{WORD}は3分")

    settings = CastPortalSettings.load()
    settings.slot_seconds = 600
    settings.save()

    assert f"<mark>{WORD}は10分</mark>です。" in find(f"{WORD}は10分")
    assert "見つかりませんでした" in find(f"{WORD}は3分")


def test_draft_is_never_found(find, write_page):
    page = write_page("森のどうぶつ", "夜に飛びます。")
    page.title = f"{WORD}の下書き"
    page.save_revision()
    ask(f"{WORD}とは？", live=False)

    assert "見つかりませんでした" in find(WORD)
    assert "森のどうぶつ" in find("夜に飛び")


def test_published_changes_are_found_at_once(find, write_page):
    page = write_page("森のどうぶつ", "夜に飛びます。")
    page.title = f"{WORD}の森"
    page.save_revision().publish()

    assert "の森</a>" in find(WORD)
    assert "見つかりませんでした" in find("森のどうぶつ")


def test_what_is_taken_down_is_gone_at_once(find, write_page):
    page, question = write_page(WORD), ask(f"{WORD}とは？")
    assert find(WORD).count('class="finding"') == 2

    page.unpublish()
    question.unpublish()

    assert "見つかりませんでした" in find(WORD)


def test_what_is_deleted_is_gone_with_its_words(find, write_page):
    page = write_page(WORD)
    page.delete()

    assert "見つかりませんでした" in find(WORD)
    assert not SearchText.objects.filter(title=WORD).exists()


def test_page_with_a_password_is_not_found(find, write_page):
    PageViewRestriction.objects.create(page=write_page(WORD), restriction_type="password")

    assert "見つかりませんでした" in find(WORD)


@pytest.mark.parametrize("audience", ["casts", "guests"])
def test_announcement_for_some_is_found_by_nobody(client, sign_in, staff, pages, audience):
    announce("打ち合わせ", audience=audience)

    for visitor in (client, sign_in(staff)):
        assert "打ち合わせ" not in visitor.get("/search/", {"q": WORD}).content.decode()


def test_public_announcement_is_found_while_it_is_shown(find, pages):
    announce("夏のお休み")
    over = timezone.now() - timedelta(minutes=1)
    announce("春のお休み", expire_at=over)
    announce("秋のお休み", live=False)

    html = find(WORD)

    assert "夏のお休み" in html
    assert "春のお休み" not in html
    assert "秋のお休み" not in html


def test_announcement_withdrawn_from_the_public_is_gone_at_once(find, pages):
    announcement = announce("夏のお休み")
    Announcement.objects.filter(pk=announcement.pk).update(audience="casts")

    assert "夏のお休み" not in find(WORD)


def test_empty_search_offers_ways_on(client, pages):
    response = client.get("/search/")

    assert response.status_code == 200
    assert {"/faq/", "/contact/", "/guide/cast/"} <= set(read(response).links)
    assert "見つかりませんでした" not in response.content.decode()


def test_search_without_a_find_offers_ways_on(client, pages):
    response = client.get("/search/", {"q": "<script>むにゃ"})

    assert "&lt;script&gt;むにゃ" in response.content.decode()
    assert {"/faq/", "/contact/", "/guide/cast/"} <= set(read(response).links)


@pytest.mark.parametrize("words", ["%", "_", "100%", "\x00", "。" * 5000, " ".join("あ" * 40)])
def test_odd_words_are_answered_calmly(client, pages, words):
    response = client.get("/search/", {"q": words, "page": "-1"})

    assert response.status_code == 200


def test_signs_of_the_database_are_only_signs(find, write_page):
    write_page("100%の森", slug="percent")

    assert find("100%").count('class="finding"') == 1
    assert "見つかりませんでした" in find("1_0%の")


def test_more_findings_cost_no_more_queries(client, pages, write_page, django_assert_num_queries):
    ask(f"{WORD}1", slug="s-1")
    announce("お休み1")
    write_page("森1", WORD, slug="forest-1")
    client.get("/search/", {"q": WORD})
    with CaptureQueriesContext(connection) as with_one:
        client.get("/search/", {"q": WORD})
    for number in (2, 3):
        ask(f"{WORD}{number}", slug=f"s-{number}")
        announce(f"お休み{number}")
        write_page(f"森{number}", WORD, slug=f"forest-{number}")

    with django_assert_num_queries(len(with_one)):
        html = client.get("/search/", {"q": WORD}).content.decode()

    assert html.count('class="finding"') == 9
    assert len(with_one) <= 12


def test_many_findings_come_in_pages(find, pages):
    for number in range(17):
        ask(f"{WORD}{number}", slug=f"s-{number}")

    assert find(WORD).count('class="finding"') == 15
    assert find(WORD, page="2").count('class="finding"') == 2


def test_flood_of_searches_is_held_back(client, pages, settings, now, time_machine):
    time_machine.move_to(now, tick=False)  # Searches are counted by the minutes of the clock.
    settings.RATELIMIT_ENABLE = True

    answers = [client.get("/search/", {"q": "森"}).status_code for _ in range(41)]

    assert answers == [200] * 40 + [429]
    assert client.get("/search/").status_code == 200


def test_texts_can_be_written_anew(find, write_page, capsys):
    from django.core.management import call_command

    page = write_page("森", "夜")
    StandardPage.objects.filter(pk=page.pk).update(lead=WORD)
    assert "見つかりませんでした" in find(WORD)

    call_command("rebuild_search")

    assert 'href="/squirrels/"' in find(WORD)
