"""Whom staff ask for their consent anew, and whom not."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.domain.renewal import (
    ask_for_renewed_consent,
    is_asked,
    people_to_ask,
    renewals_for,
    with_consent_counts,
)
from accounts.domain.terms import record_consents
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from kernel.errors import Refusal
from tests.factories import NOW, CastFactory, GuestFactory, UserFactory

LATER = NOW + timedelta(days=1)


def asked_for(user):
    return [str(renewal.terms) for renewal in renewals_for(user)]


# --- asking


def test_asking_is_written_down_with_the_number_of_people(publish, staff, guest):
    version = ask_for_renewed_consent(publish(), by=staff, now=LATER)

    assert version.needs_renewed_consent
    assert version.renewal_asked_at == LATER
    row = ModelLogEntry.objects.get(action="accounts.ask_for_renewed_consent")
    assert (row.user, row.data) == (staff, {"people": 1})


def test_asking_twice_changes_nothing(publish, staff):
    version = ask_for_renewed_consent(publish(), by=staff, now=NOW)

    again = ask_for_renewed_consent(version, by=staff, now=LATER)

    assert again.renewal_asked_at == NOW
    assert ModelLogEntry.objects.filter(action__contains="renewed").count() == 1


def test_only_the_current_version_is_asked_for(publish, staff):
    old = publish()
    publish()

    with pytest.raises(Refusal) as refusal:
        ask_for_renewed_consent(old, by=staff, now=NOW)

    assert refusal.value.code == "terms_outdated"
    old.refresh_from_db()
    assert not old.needs_renewed_consent


# --- whom


def test_nobody_is_asked_for_a_version_that_staff_have_not_marked(accepted, publish, guest):
    accepted(guest)
    publish(TermsKind.GUEST)

    assert not is_asked(guest)
    assert asked_for(guest) == []


def test_who_accepted_an_older_version_is_asked(accepted, publish, ask, guest):
    accepted(guest)
    ask(publish(TermsKind.GUEST))

    assert is_asked(guest)
    assert asked_for(guest) == ["ゲスト利用規約 第2版"]


def test_who_accepted_it_before_it_was_marked_is_not_asked(accepted, publish, ask, guest):
    accepted(guest)
    second = publish(TermsKind.GUEST)
    record_consents(guest, [second], now=NOW)

    ask(second)

    assert not is_asked(guest)


def test_unmarked_newer_version_stands_in_for_the_marked_one(accepted, publish, ask, guest):
    accepted(guest)
    ask(publish(TermsKind.GUEST))
    third = publish(TermsKind.GUEST)

    assert asked_for(guest) == ["ゲスト利用規約 第3版"]

    record_consents(guest, [third], now=NOW)
    assert not is_asked(guest)


def test_several_unseen_versions_are_asked_for_once_with_all_that_changed(
    accepted, publish, ask, guest
):
    accepted(guest)
    ask(publish(TermsKind.GUEST, changes="二つ目の変更"))
    ask(publish(TermsKind.GUEST, changes="三つ目の変更"))

    (renewal,) = renewals_for(guest)

    assert renewal.terms.version == 3
    assert [one.changes for one in renewal.unseen] == ["三つ目の変更", "二つ目の変更"]


def test_account_without_any_consent_is_asked_even_for_the_first_version(publish, ask, guest):
    publish(TermsKind.PRIVACY)
    ask(publish(TermsKind.GUEST))

    assert asked_for(guest) == ["ゲスト利用規約 第1版"]


def test_each_role_is_asked_for_what_it_accepts(accepted, publish, ask, guest, cast, staff):
    accepted(guest, cast.user)
    for kind in TermsKind:
        ask(publish(kind))

    assert asked_for(guest) == ["ゲスト利用規約 第2版", "プライバシーポリシー 第2版"]
    assert asked_for(cast.user) == ["キャスト利用規約 第2版", "プライバシーポリシー 第2版"]
    assert asked_for(staff) == []


# --- how many


def test_people_to_ask_are_those_concerned_who_have_not_accepted(publish, staff):
    guests = [GuestFactory().user for _ in range(3)]
    CastFactory()
    UserFactory(is_active=False)
    version = publish(TermsKind.GUEST)
    record_consents(guests[0], [version], now=NOW)

    assert set(people_to_ask(version)) == set(guests[1:])
    assert people_to_ask(publish(TermsKind.PRIVACY)).count() == 4


@pytest.mark.parametrize("versions", [1, 3])
def test_counts_of_consent_cost_the_same_for_any_number_of_versions(
    publish, versions, guest, django_assert_num_queries
):
    other = GuestFactory().user
    published = [publish(TermsKind.GUEST) for _ in range(versions)]
    record_consents(guest, published, now=NOW)
    record_consents(other, published[:1], now=NOW)

    with django_assert_num_queries(4):
        counted = list(with_consent_counts(TermsVersion.objects.all()))

    assert [one.concerned for one in counted] == [2] * versions
    assert [one.consented for one in counted] == [1] * (versions - 1) + [2]


def test_consent_to_a_newer_version_counts_for_the_older_ones(publish, guest):
    publish(TermsKind.PRIVACY)
    record_consents(guest, [publish(TermsKind.PRIVACY)], now=NOW)

    counted = with_consent_counts(TermsVersion.objects.order_by("version"))

    assert [one.consented for one in counted] == [1, 1]
