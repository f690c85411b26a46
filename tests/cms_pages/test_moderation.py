"""Editor → publisher: who only edits publishes nothing, whatever is posted to the admin."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localtime
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms_pages.models import Announcement, FAQCategory, Question, StandardPage
from cms_pages.tasks import publish_scheduled
from tests.cms_pages.groups import make_rights, member_of
from tests.factories import NOW, AnnouncementFactory

BODY = json.dumps({"blocks": [{"type": "unstyled", "text": "本文です。"}], "entityMap": {}})
SOON = {"go_live_at": f"{localtime(NOW + timedelta(minutes=5)):%Y-%m-%d %H:%M}"}
WAYS_TO_PUBLISH = [
    {"action-publish": "1"},
    {"action-publish": "1", **SOON},
    {"action-workflow-action": "1", "workflow-action-name": "approve"},
    {"action-publish": "1", "action-submit": "1"},
]


@pytest.fixture(autouse=True)
def clock(pages):
    make_rights()
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def editor(sign_in):
    return sign_in(member_of("編集者"))


@pytest.fixture
def publisher(sign_in):
    return sign_in(member_of("公開担当"))


def page_form(**fields):
    return nested_form_data(
        {"title": "新しい案内", "slug": "new", "lead": "", "body": streamfield([])} | fields
    )


def announcement_form(**fields):
    return {"title": "新しいお知らせ", "body": BODY, "audience": "everyone"} | fields


def question_form(**fields):
    category = FAQCategory.objects.first()
    words = {"question": "新しい質問", "answer": BODY, "slug": "new-question", "order": 0}
    return words | {"category": category.pk} | fields


ANNOUNCEMENTS, QUESTIONS = (
    "/admin/snippets/cms_pages/announcement/",
    "/admin/snippets/cms_pages/question/",
)


def add_page(parent):
    return f"/admin/pages/add/cms_pages/standardpage/{parent.pk}/"


def later(clock):
    """An hour on, with the task that publishes what was scheduled."""
    clock.shift(timedelta(hours=1))
    publish_scheduled()


@pytest.mark.parametrize("way", WAYS_TO_PUBLISH)
def test_editor_publishes_nothing_new(editor, pages, clock, way):
    editor.post(add_page(pages), page_form(**way))
    editor.post(f"{ANNOUNCEMENTS}add/", announcement_form(**way))
    editor.post(f"{QUESTIONS}add/", question_form(**way))
    later(clock)

    assert not StandardPage.objects.filter(slug="new", live=True).exists()
    assert not Announcement.objects.filter(title="新しいお知らせ", live=True).exists()
    assert not Question.objects.filter(slug="new-question", live=True).exists()


@pytest.mark.parametrize("way", WAYS_TO_PUBLISH)
def test_editor_changes_nothing_that_is_published(editor, page_at, clock, way):
    page = page_at("guide")
    announcement = AnnouncementFactory(title="公開中")
    question = Question.objects.first()

    editor.post(f"/admin/pages/{page.pk}/edit/", page_form(title="書き換え", slug="guide", **way))
    editor.post(f"{ANNOUNCEMENTS}edit/{announcement.pk}/", announcement_form(**way))
    editor.post(f"{QUESTIONS}edit/{question.pk}/", question_form(slug=question.slug, **way))
    later(clock)

    assert Page.objects.get(pk=page.pk).title == "ご利用ガイド"
    assert Announcement.objects.get(pk=announcement.pk).title == "公開中"
    assert Question.objects.get(pk=question.pk).question == question.question


def test_editor_takes_nothing_down_and_deletes_nothing(editor, page_at):
    page = page_at("ranks")
    announcement, question = AnnouncementFactory(), Question.objects.first()
    shut = [
        f"/admin/pages/{page.pk}/unpublish/",
        f"/admin/pages/{page.pk}/delete/",
        f"/admin/bulk/wagtailcore/page/unpublish/?next=/admin/&id={page.pk}",
        f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}",
        f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={page.pk}",
        f"{ANNOUNCEMENTS}unpublish/{announcement.pk}/",
        f"{ANNOUNCEMENTS}delete/{announcement.pk}/",
        f"{QUESTIONS}unpublish/{question.pk}/",
        f"{QUESTIONS}delete/{question.pk}/",
        f"/admin/bulk/cms_pages/announcement/delete/?next=/admin/&id={announcement.pk}",
        f"/admin/bulk/cms_pages/question/delete/?next=/admin/&id={question.pk}",
    ]
    for path in shut:
        editor.post(path)

    assert Page.objects.get(pk=page.pk).live
    assert Announcement.objects.get(pk=announcement.pk).live
    assert Question.objects.get(pk=question.pk).live


def test_editor_copies_pages_as_drafts_only(editor, pages, page_at):
    page = page_at("ranks")
    form = {
        "new_title": "写し",
        "new_slug": "copy",
        "new_parent_page": pages.pk,
        "publish_copies": "on",
        "alias": "on",
    }

    editor.post(f"/admin/pages/{page.pk}/copy/", form)

    assert not Page.objects.filter(slug="copy", live=True).exists()


def test_editor_publishes_no_draft_by_its_revision(editor, page_at, publisher):
    page = page_at("guide")
    page.title = "下書き"
    revision = page.save_revision()
    announcement = AnnouncementFactory(live=False)
    draft = announcement.save_revision()

    for path in (
        f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/",
        f"{ANNOUNCEMENTS}history/{announcement.pk}/revisions/{draft.pk}/unschedule/",
    ):
        editor.post(path)

    assert Page.objects.get(pk=page.pk).title == "ご利用ガイド"
    assert not Announcement.objects.get(pk=announcement.pk).live


def submitted_announcement(editor):
    editor.post(f"{ANNOUNCEMENTS}add/", announcement_form(**{"action-submit": "1"}))
    return Announcement.objects.get(title="新しいお知らせ")


def act(client, state, action, **form):
    one = state.revision.content_object
    path = f"{ANNOUNCEMENTS}workflow/action/{one.pk}/{action}/{state.pk}/"
    return client.post(path, form)


def test_editor_asks_and_publisher_approves(editor, publisher):
    one = submitted_announcement(editor)
    state = TaskState.objects.get()

    asked = WorkflowState.objects.get().status
    act(publisher, state, "approve", comment="問題ありません。")

    one.refresh_from_db()
    assert asked == WorkflowState.STATUS_IN_PROGRESS
    assert one.live


def test_publisher_sends_back_with_a_reason(editor, publisher):
    one = submitted_announcement(editor)

    act(publisher, TaskState.objects.get(), "reject", comment="日付を入れてください。")

    one.refresh_from_db()
    assert not one.live
    assert TaskState.objects.get().comment == "日付を入れてください。"
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_editor_does_not_approve_the_own_text(editor):
    one = submitted_announcement(editor)

    act(editor, TaskState.objects.get(), "approve")

    one.refresh_from_db()
    assert not one.live
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_page_of_an_editor_goes_live_when_a_publisher_approves(editor, publisher, pages):
    editor.post(add_page(pages), page_form(**{"action-submit": "1"}))
    page = Page.objects.get(slug="new")
    state = TaskState.objects.get()

    editor.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/")
    before = Page.objects.get(pk=page.pk).live
    publisher.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/")

    assert (before, Page.objects.get(pk=page.pk).live) == (False, True)


def test_schedule_of_an_editor_counts_only_once_it_is_approved(editor, publisher, clock):
    editor.post(f"{ANNOUNCEMENTS}add/", announcement_form(**SOON, **{"action-submit": "1"}))
    one = Announcement.objects.get(title="新しいお知らせ")

    act(publisher, TaskState.objects.get(), "approve")
    approved = Announcement.objects.get(pk=one.pk).live
    later(clock)

    assert (approved, Announcement.objects.get(pk=one.pk).live) == (False, True)


@pytest.mark.parametrize("path", [f"{ANNOUNCEMENTS}add/", f"{QUESTIONS}add/", None])
def test_editor_sees_a_button_to_ask_and_none_to_publish(editor, pages, path):
    html = editor.get(path or add_page(pages)).content.decode()

    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html


def test_publisher_publishes_the_same_forms_at_once(publisher, pages):
    publisher.post(add_page(pages), page_form(**WAYS_TO_PUBLISH[0]))
    publisher.post(f"{ANNOUNCEMENTS}add/", announcement_form(**WAYS_TO_PUBLISH[0]))
    publisher.post(f"{QUESTIONS}add/", question_form(**WAYS_TO_PUBLISH[0]))

    assert StandardPage.objects.get(slug="new").live
    assert Announcement.objects.get(title="新しいお知らせ").live
    assert Question.objects.get(slug="new-question").live
