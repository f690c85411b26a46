"""What a version says about its changes."""

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from tests.factories import NOW


def publish(words, changes=""):
    return publish_terms(TermsKind.CAST, title="規約", body_html=words, changes=changes, now=NOW)


def changes_of_versions():
    return list(TermsVersion.objects.order_by("version").values_list("changes", flat=True))


def test_version_keeps_what_changed(db):
    publish("一")
    publish("二", "報酬の条を改めました。")

    assert changes_of_versions() == ["", "報酬の条を改めました。"]


def test_summary_left_over_from_an_older_version_is_not_taken_for_the_new_one(db):
    publish("一")
    publish("二", "報酬の条を改めました。")
    publish("三", "報酬の条を改めました。")
    publish("四", "報酬の条を改めました。")

    assert changes_of_versions() == ["", "報酬の条を改めました。", "", ""]


def test_summary_may_be_mended_without_a_new_version(db):
    publish("一")
    publish("二", "報酬の条お改めました。")
    publish("二", "報酬の条を改めました。")

    assert changes_of_versions() == ["", "報酬の条を改めました。"]


def test_emptied_summary_field_leaves_the_published_one(db):
    publish("一", "はじめの版です。")
    publish("一")

    assert changes_of_versions() == ["はじめの版です。"]
