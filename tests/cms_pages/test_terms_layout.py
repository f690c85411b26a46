"""How terms read: a list of contents, links to every article, what each version changed."""

from cms_pages.rich_text import Heading, with_anchors
from tests.cms_pages.pages_as_read import read


def publish(page, body, changes=""):
    page.body, page.changes = body, changes
    page.save_revision().publish()


def test_every_article_has_an_address_in_the_list_of_contents(client, page_at):
    seen = read(client.get("/terms/cast/"))

    anchors = [one for one in seen.ids if one.startswith("section-")]
    assert len(anchors) == 13
    assert [link for link in seen.links if link.startswith("#section-")] == [
        f"#{anchor}" for anchor in anchors
    ]


def test_short_terms_need_no_list_of_contents(client, page_at):
    publish(page_at("terms/cast"), "<h2>ひとつだけ</h2><p>一</p>")

    assert "目次" not in client.get("/terms/cast/").content.decode()


def test_headings_are_listed_as_they_read():
    html, headings = with_anchors('<h2 data-block-key="a1">第1条 <b>A &amp; B</b></h2><p>一</p>')

    assert headings == [Heading("section-1", "第1条 A & B")]
    assert html == '<h2 id="section-1">第1条 <b>A &amp; B</b></h2><p>一</p>'


def test_list_of_versions_says_what_changed(client, page_at):
    publish(page_at("terms/cast"), "<p>二</p>", "報酬の条を改めました。\n住所を直しました。")

    html = client.get("/terms/cast/").content.decode()

    assert "報酬の条を改めました。<br>住所を直しました。" in html


def test_changes_left_from_an_older_version_are_not_shown_for_a_newer_one(client, page_at):
    publish(page_at("terms/cast"), "<p>二</p>", "二つ目の変更")
    publish(page_at("terms/cast"), "<p>三</p>", "二つ目の変更")

    assert client.get("/terms/cast/").content.decode().count("二つ目の変更") == 1


def test_preview_has_the_list_of_contents_of_the_draft(page_at):
    page = page_at("terms/cast")
    page.body = "<h2>下書きの条</h2><h2>次の条</h2>"

    html = page.make_preview_request().content.decode()

    assert '<a href="#section-1">下書きの条</a>' in html
