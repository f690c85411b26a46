import hashlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import ModelLogEntry

from kernel.errors import Refusal
from payouts.domain.accounts import ask_to_mend_account, set_bank_account
from payouts.domain.batches import (
    approve_batch,
    create_batch,
    note_download,
    void_batch,
)
from payouts.domain.settling import mark_line_paid, mark_line_returned
from payouts.enums import BatchStatus, ClaimStatus, LineStatus
from payouts.models import BankAccount, Branch, TransferBatch
from tests.factories import StaffFactory
from tests.payouts.builders import (
    CONSIGNOR,
    VALUE_DATE,
    details,
    make_account,
    make_approved_claim,
    make_branch,
    make_cast,
    make_claim,
    make_draft,
    make_exported,
    set_consignor,
)

pytestmark = pytest.mark.django_db


def refusal_of(verb, *args, **kwargs):
    with pytest.raises(Refusal) as refused:
        verb(*args, **kwargs)
    return refused.value.code


def reload(row):
    return type(row).objects.get(pk=row.pk)


def test_a_batch_takes_every_approved_claim_with_its_account_as_it_is(staff, now):
    claims = [make_approved_claim(make_cast(amount)) for amount in (10_000, 6000)]
    make_claim()
    batch = create_batch(by=staff, value_date=VALUE_DATE, now=now)
    lines = list(batch.lines.all())
    assert [line.claim for line in lines] == claims
    assert [line.amount_yen for line in lines] == [9835, 5835]
    assert batch.total_yen == 9835 + 5835
    assert (lines[0].bank_code, lines[0].bank_kana) == ("0005", "ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ")
    assert (lines[0].number, lines[0].holder_kana) == ("0012345", "ﾔﾏﾀﾞ ﾀﾛｳ")
    assert lines[0].account_label == "三菱ＵＦＪ 本店 ****345"


def test_a_claim_is_in_one_batch_only(staff, now):
    make_draft()
    code = refusal_of(create_batch, by=staff, value_date=VALUE_DATE, now=now)
    assert code == "nothing_to_transfer"


def test_a_claim_whose_account_is_doubted_stays_behind(staff, now):
    doubted, fine = make_approved_claim(), make_approved_claim()
    ask_to_mend_account(doubted.cast.bank_account, by=staff, reason="ご確認ください", now=now)
    batch = create_batch(by=staff, value_date=VALUE_DATE, now=now)
    assert batch.lines.get().claim == fine


def test_a_claim_without_an_account_stays_behind(staff, now):
    without, fine = make_approved_claim(), make_approved_claim()
    BankAccount.objects.filter(cast=without.cast).delete()
    batch = create_batch(by=staff, value_date=VALUE_DATE, now=now)
    assert batch.lines.get().claim == fine


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 24),  # today
        date(2026, 11, 20),  # past
        date(2026, 11, 28),  # Saturday
        date(2026, 12, 16),  # the sixteenth bank day
        date(2027, 1, 1),
    ],
)
def test_the_value_date_is_a_bank_day_within_fifteen(staff, now, day):
    make_approved_claim()
    assert refusal_of(create_batch, by=staff, value_date=day, now=now) == "bad_value_date"


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 12, 15)])
def test_the_next_and_the_fifteenth_bank_day_are_fine(staff, now, day):
    make_approved_claim()
    assert create_batch(by=staff, value_date=day, now=now).value_date == day


def test_the_maker_cannot_approve_their_own_batch_not_even_as_superuser(staff, now):
    batch = make_draft(by=staff)
    assert staff.is_superuser
    assert refusal_of(approve_batch, batch, by=staff, now=now) == "same_person"
    assert reload(batch).file_bytes is None


def test_approval_makes_the_file_and_sends_the_claims_on_their_way():
    batch = make_exported()
    line = batch.lines.get()
    header, data, trailer, end, rest = bytes(batch.file_bytes).split(b"\r\n")
    assert header.startswith(b"1210" + b"0" * 10 + "ｶ)ｻｼﾄ-ｸ".encode("cp932"))
    assert header[54:58] == b"1130"
    assert data[50:80].decode("cp932").rstrip() == "ﾔﾏﾀﾞ ﾀﾛｳ"
    assert data[80:90] == b"0000009835"
    assert data[91:101] == f"{line.claim_id:010}".encode()
    assert trailer.startswith(b"8000001000000009835")
    assert (end.rstrip(), rest) == (b"9", b"")
    assert batch.file_sha256 == hashlib.sha256(bytes(batch.file_bytes)).hexdigest()
    assert line.claim.status == ClaimStatus.EXPORTED


def test_the_file_is_never_made_again():
    batch = make_exported()
    set_consignor(consignor_name="ベツノカイシャ")
    again = approve_batch(batch, by=StaffFactory(), now=batch.approved_at + timedelta(hours=1))
    assert (again.file_bytes, again.approved_at) == (reload(batch).file_bytes, batch.approved_at)


def test_a_batch_left_lying_past_its_date_is_not_approved(now):
    batch = make_draft()
    later = now + timedelta(days=6)
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=later) == "bad_value_date"


def test_an_account_changed_since_the_draft_stops_the_approval(now):
    batch = make_draft()
    cast = batch.lines.get().claim.cast
    set_bank_account(cast, details=details(number="7654321"), now=now)
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=now) == "account_changed"
    assert reload(batch).status == BatchStatus.DRAFT


def test_an_account_doubted_since_the_draft_stops_the_approval(staff, now):
    batch = make_draft()
    account = batch.lines.get().claim.cast.bank_account
    ask_to_mend_account(account, by=staff, reason="ご確認ください", now=now)
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=now) == "account_changed"


def test_a_branch_closed_since_the_draft_stops_the_approval(now):
    batch = make_draft()
    Branch.objects.update(is_current=False)
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=now) == "account_changed"


def test_an_account_changed_after_the_export_does_not_change_the_file(staff, now):
    batch = make_exported()
    before = note_download(batch, by=staff, now=now)
    make_account(batch.lines.get().claim.cast, number="7654321", branch=make_branch(code="002"))
    assert note_download(reload(batch), by=staff, now=now) == before


def test_a_consignor_that_a_file_cannot_carry_is_refused_and_nothing_moves(now):
    batch = make_draft()
    set_consignor(consignor_name="株式会社")
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=now) == "kana_illegal"
    assert reload(batch).status == BatchStatus.DRAFT
    assert batch.lines.get().claim.status == ClaimStatus.APPROVED


@pytest.mark.parametrize("name", CONSIGNOR)
def test_no_file_is_made_before_the_house_has_told_its_own_account(now, name):
    batch = make_draft()
    set_consignor(**{name: ""})
    assert refusal_of(approve_batch, batch, by=StaffFactory(), now=now) == "consignor_missing"
    assert reload(batch).file_bytes is None


def test_every_download_gives_the_same_bytes_and_leaves_a_row(staff, now):
    batch = make_exported()
    downloads = {note_download(reload(batch), by=staff, now=now) for _ in range(2)}
    assert downloads == {bytes(batch.file_bytes)}
    rows = ModelLogEntry.objects.filter(action="payouts.download_batch", user=staff)
    assert rows.count() == 2
    assert rows.first().data["sha256"] == batch.file_sha256


def test_there_is_nothing_to_download_before_approval_nor_after_voiding(staff, now):
    draft = make_draft()
    assert refusal_of(note_download, draft, by=staff, now=now) == "no_file"
    voided = void_batch(make_exported(draft), by=staff, reason="口座の誤り", now=now)
    assert voided.file_bytes is not None
    assert refusal_of(note_download, voided, by=staff, now=now) == "no_file"


@pytest.mark.parametrize("make_batch", [make_draft, make_exported])
def test_voiding_lets_the_claims_into_another_batch(staff, now, make_batch):
    batch = void_batch(make_batch(), by=staff, reason="日付の誤り", now=now)
    line = batch.lines.get()
    assert (batch.status, line.status) == (BatchStatus.VOIDED, LineStatus.VOIDED)
    assert line.claim.status == ClaimStatus.APPROVED
    again = create_batch(by=staff, value_date=VALUE_DATE, now=now)
    assert again.lines.get().claim == line.claim


def test_voiding_again_changes_nothing_and_a_reason_is_asked_for(staff, now):
    batch = make_draft()
    assert refusal_of(void_batch, batch, by=staff, reason="", now=now) == "reason_needed"
    for _ in range(2):
        batch = void_batch(batch, by=staff, reason="日付の誤り", now=now)
    assert ModelLogEntry.objects.filter(action="payouts.void_batch").count() == 1


def test_who_approved_a_file_does_not_void_it(now):
    batch = make_exported()
    code = refusal_of(void_batch, batch, by=batch.approved_by, reason="日付の誤り", now=now)
    assert code == "same_person"
    assert reload(batch).status == BatchStatus.EXPORTED


def test_nobody_who_has_ever_fetched_a_file_voids_it(now):
    batch = make_exported()
    first, last = StaffFactory(), StaffFactory()
    for by in (first, last):
        note_download(batch, by=by, now=now)
    for by in (first, last):
        assert refusal_of(void_batch, batch, by=by, reason="日付の誤り", now=now) == "same_person"
    assert batch.lines.get().claim.status == ClaimStatus.EXPORTED
    voided = void_batch(batch, by=batch.created_by, reason="日付の誤り", now=now)
    assert voided.status == BatchStatus.VOIDED


def test_from_the_value_date_on_a_file_may_be_at_the_bank(staff):
    batch = make_exported()
    midnight = datetime(2026, 11, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    code = refusal_of(void_batch, batch, by=staff, reason="日付の誤り", now=midnight)
    assert code == "batch_may_be_at_the_bank"
    assert reload(batch).status == BatchStatus.EXPORTED
    eve = midnight - timedelta(seconds=1)
    assert void_batch(batch, by=staff, reason="日付の誤り", now=eve).status == BatchStatus.VOIDED


def test_a_draft_is_voided_by_its_maker_even_after_its_date(staff, now):
    batch = make_draft(by=staff)
    later = now + timedelta(days=7)
    assert void_batch(batch, by=staff, reason="期日超過", now=later).status == BatchStatus.VOIDED


def test_a_batch_with_a_paid_line_is_not_voided(staff, now):
    make_approved_claim()
    batch = make_exported()
    mark_line_paid(batch.lines.first(), by=staff, now=now)
    code = refusal_of(void_batch, batch, by=staff, reason="x", now=now)
    assert code == "batch_has_paid_lines"


def test_voiding_leaves_a_returned_line_to_its_own_way(staff, now):
    make_approved_claim()
    batch = make_exported()
    returned, other = batch.lines.all()
    mark_line_returned(returned, by=staff, reason="名義相違", lost_fee_yen=165, now=now)
    void_batch(batch, by=staff, reason="銀行が受け付けなかった", now=now)
    assert reload(returned).status == LineStatus.RETURNED
    assert reload(returned).claim.status == ClaimStatus.RETURNED
    assert reload(other).claim.status == ClaimStatus.APPROVED


def test_a_settled_batch_is_neither_approved_nor_voided(staff, now):
    batch = make_exported()
    mark_line_paid(batch.lines.get(), by=staff, now=now)
    TransferBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.SETTLED)
    assert refusal_of(approve_batch, batch, by=staff, now=now) == "move_not_allowed"
    assert refusal_of(void_batch, batch, by=staff, reason="x", now=now) == "move_not_allowed"
