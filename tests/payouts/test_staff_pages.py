from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from notices.models import OutgoingMail
from payouts.enums import AccountCheck, BatchStatus, ClaimStatus, LineStatus
from payouts.models import BankAccount, Claim, PayoutSettings, TransferBatch, TransferLine
from tests.factories import NOW, CastFactory, UserFactory
from tests.payouts.builders import (
    CONSIGNOR,
    VALUE_DATE,
    make_account,
    make_approved_claim,
    make_cast,
    make_claim,
    make_draft,
    make_exported,
    make_reward,
    set_consignor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture(autouse=True)
def at_test_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(sign_in, staff):
    return sign_in(staff)


def clerk(*codenames):
    """Staff with the admin and just these permissions."""
    user = UserFactory(role=Role.STAFF, is_staff=True)
    names = ["access_admin", *codenames]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def address(name, *args):
    return reverse(name, args=args)


# --- claims


def test_staff_approve_a_claim(office, staff):
    claim = make_claim()
    page = office.get(address("payout_claims:inspect", claim.pk)).content.decode()
    assert "承認する" in page
    response = office.post(address("payout_claims:approve", claim.pk))
    assert response.headers["Location"] == address("payout_claims:inspect", claim.pk)
    assert Claim.objects.get().status == ClaimStatus.APPROVED
    assert ModelLogEntry.objects.filter(action="payouts.approve_claim", user=staff).exists()


def test_an_unverified_account_is_said_and_blocks_the_approval(office):
    cast = CastFactory()
    make_account(cast, holder_kana="タロウ ヤマダ")
    make_reward(cast, 6000)
    claim = make_claim(cast)
    page = office.get(address("payout_claims:inspect", claim.pk)).content.decode()
    assert "銀行口座が確認済みになるまで、承認できません" in page
    response = office.post(address("payout_claims:approve", claim.pk))
    assert "名義が未確認" in said(response)
    assert Claim.objects.get().status == ClaimStatus.REQUESTED


def test_declining_asks_for_a_reason_on_a_page_of_its_own(office):
    claim = make_claim()
    url = address("payout_claims:decline", claim.pk)
    assert "そのまま表示されます" in office.get(url).content.decode()
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "報告内容の確認"}).status_code == 302
    assert Claim.objects.get().status == ClaimStatus.DECLINED
    page = office.get(address("payout_claims:inspect", claim.pk)).content.decode()
    assert "請求を差し戻しました" in page
    assert "報告内容の確認" in page


def test_a_refused_decline_keeps_what_was_typed(office):
    claim = make_draft().lines.get().claim
    response = office.post(address("payout_claims:decline", claim.pk), {"reason": "長い理由"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "先に振込データを取り消してください" in page
    assert "長い理由" in page


def test_claims_are_filtered_by_state_and_found_by_number(office):
    requested, approved = make_claim(), make_approved_claim()
    index = address("payout_claims:index")
    page = office.get(index, {"status": "approved"}).content.decode()
    assert approved.public_id in page
    assert requested.public_id not in page
    page = office.get(index, {"q": requested.public_id}).content.decode()
    assert approved.public_id not in page


# --- batches


def test_a_batch_is_made_from_what_is_approved(office):
    make_approved_claim()
    url = address("payout_batches:add")
    assert "9,835円" in office.get(url).content.decode()
    response = office.post(url, {"value_date": VALUE_DATE.isoformat()})
    batch = TransferBatch.objects.get()
    assert response.headers["Location"] == address("payout_batches:inspect", batch.pk)
    assert batch.value_date == VALUE_DATE


@pytest.mark.parametrize("day", ["2026-11-28", "2026-11-24", "", "someday"])
def test_a_bad_value_date_is_said_beside_the_field(office, day):
    make_approved_claim()
    response = office.post(address("payout_batches:add"), {"value_date": day})
    assert response.status_code == 422
    assert "value_date" in response.context["form"].errors
    assert not TransferBatch.objects.exists()


def test_the_maker_is_offered_no_approval_and_refused_one(office, staff):
    batch = make_draft(by=staff)
    page = office.get(address("payout_batches:inspect", batch.pk)).content.decode()
    assert "作成した本人は承認できません" in page
    assert "承認してファイルを作成する" not in page
    response = office.post(address("payout_batches:approve", batch.pk))
    assert "作成した本人は承認できません" in said(response)
    assert TransferBatch.objects.get().status == BatchStatus.DRAFT


def test_the_whole_way_from_claim_to_paid(office, sign_in, client):
    cast = make_cast(6000)
    sign_in(cast.user).post(reverse("payouts:claims"))
    claim = Claim.objects.get()
    office.post(address("payout_claims:approve", claim.pk))
    office.post(address("payout_batches:add"), {"value_date": VALUE_DATE.isoformat()})
    batch = TransferBatch.objects.get()
    set_consignor()
    other = sign_in(clerk("change_transferbatch", "download_transferbatch"))
    other.post(address("payout_batches:approve", batch.pk))
    response = other.get(address("payout_batches:download", batch.pk))
    assert b"0000005835" in response.content
    other.post(address("payout_batches:paid", batch.pk))
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.PAID
    assert "5,835円" in OutgoingMail.objects.get(kind="payouts.claim_paid").body


def test_the_download_is_the_stored_file(office):
    batch = make_exported()
    responses = [office.get(address("payout_batches:download", batch.pk)) for _ in range(2)]
    assert {response.content for response in responses} == {bytes(batch.file_bytes)}
    assert responses[0].headers["Content-Disposition"] == (
        f'attachment; filename="furikomi-20261130-{batch.public_id}.txt"'
    )
    assert "no-store" in responses[0].headers["Cache-Control"]
    assert ModelLogEntry.objects.filter(action="payouts.download_batch").count() == 2


def test_a_draft_has_no_download(office):
    batch = make_draft()
    response = office.get(address("payout_batches:download", batch.pk))
    assert response.headers["Location"] == address("payout_batches:inspect", batch.pk)
    assert "ダウンロードできる振込データがありません" in said(response)


def test_lines_are_paid_and_returned_on_the_batchs_page(office):
    make_approved_claim()
    batch = make_exported()
    paid, returned = batch.lines.all()
    office.post(address("payout_batches:line_paid", batch.pk, paid.pk))
    url = address("payout_batches:line_returned", batch.pk, returned.pk)
    assert 'value="165"' in office.get(url).content.decode()
    assert office.post(url, {"reason": "", "lost_fee_yen": "165"}).status_code == 422
    office.post(url, {"reason": "口座名義の相違", "lost_fee_yen": "165"})
    statuses = list(TransferLine.objects.values_list("status", "lost_fee_yen"))
    assert statuses == [(LineStatus.PAID, 0), (LineStatus.RETURNED, 165)]
    page = office.get(address("payout_batches:inspect", batch.pk)).content.decode()
    assert "口座名義の相違" in page


def test_a_line_of_another_batch_is_not_found(office):
    first, second = make_exported(), make_exported()
    url = address("payout_batches:line_paid", second.pk, first.lines.get().pk)
    assert office.post(url).status_code == 404


def test_voiding_asks_for_a_reason(office):
    batch = make_exported()
    url = address("payout_batches:void", batch.pk)
    assert office.get(url).status_code == 200
    assert office.post(url, {}).status_code == 422
    office.post(url, {"reason": "日付の誤り"})
    assert TransferBatch.objects.get().status == BatchStatus.VOIDED
    page = office.get(address("payout_batches:inspect", batch.pk)).content.decode()
    assert "ダウンロード</a>" not in page


def test_who_has_fetched_the_file_is_told_why_it_is_not_theirs_to_void(office):
    batch = make_exported()
    void, inspect = (address(f"payout_batches:{name}", batch.pk) for name in ("void", "inspect"))
    assert f'href="{void}"' in office.get(inspect).content.decode()
    office.get(address("payout_batches:download", batch.pk))
    page = office.get(inspect).content.decode()
    assert f'href="{void}"' not in page
    assert "ファイルをダウンロードした本人は取り消せません" in page
    response = office.post(void, {"reason": "日付の誤り"})
    assert response.status_code == 422
    assert "ファイルをダウンロードした本人は取り消せません" in response.content.decode()
    assert TransferBatch.objects.get().status == BatchStatus.EXPORTED


def test_from_the_value_date_on_the_page_says_what_to_do_instead_of_voiding(office):
    batch = make_exported()
    inspect = address("payout_batches:inspect", batch.pk)
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        page = office.get(inspect).content.decode()
    assert address("payout_batches:void", batch.pk) not in page
    assert "振込指定日を迎えたため、取り消せません" in page


def test_who_may_only_look_is_not_told_about_voiding(sign_in):
    batch = make_exported()
    looker = sign_in(clerk("view_transferbatch"))
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        page = looker.get(address("payout_batches:inspect", batch.pk)).content.decode()
    assert "取り消せません" not in page


def test_a_claim_without_an_account_is_shown_as_staying_behind(office):
    claim, other = make_approved_claim(), make_approved_claim(make_cast(6000))
    BankAccount.objects.filter(cast=claim.cast).delete()
    page = office.get(address("payout_batches:add")).content.decode()
    assert claim.public_id in page
    assert "口座が未登録のため対象外" in page
    assert "1件、合計5,835円" in page
    office.post(address("payout_batches:add"), {"value_date": VALUE_DATE.isoformat()})
    assert TransferLine.objects.get().claim == other


def test_without_the_houses_account_the_approval_says_where_to_set_it(office):
    batch = make_draft()
    response = office.post(address("payout_batches:approve", batch.pk))
    assert "「設定」→「支払いの設定」" in said(response)
    assert TransferBatch.objects.get().status == BatchStatus.DRAFT


# --- accounts


def test_an_account_is_verified_with_a_reason(office):
    account = make_account(CastFactory(), holder_kana="タロウ ヤマダ")
    page = office.get(address("payout_accounts:inspect", account.pk)).content.decode()
    assert "タロウ ヤマダ" in page
    assert "ヤマダ タロウ" in page
    assert "0012345" not in page
    url = address("payout_accounts:verify", account.pk)
    assert office.post(url, {"reason": ""}).status_code == 422
    office.post(url, {"reason": "通帳の写しで確認"})
    assert BankAccount.objects.get().is_verified


def test_the_cast_is_asked_to_mend_an_account(office):
    account = make_account(CastFactory())
    office.post(address("payout_accounts:ask", account.pk), {"reason": "支店をご確認ください"})
    assert BankAccount.objects.get().check_status == AccountCheck.MENDING
    assert OutgoingMail.objects.filter(kind="payouts.account_to_mend").exists()


# --- gates

LISTS = ["payout_claims:index", "payout_batches:index", "payout_accounts:index"]


@pytest.mark.parametrize("name", [*LISTS, "payout_batches:add"])
def test_the_lists_are_for_staff_with_the_permission(client, cast, guest, sign_in, name):
    url = reverse(name)
    assert client.get(url).status_code == 302
    for user in (cast.user, guest):
        assert sign_in(user).get(url).status_code == 403
    response = sign_in(clerk()).get(url)
    assert response.status_code in (302, 404)
    assert response.status_code == 404 or response.headers["Location"] != url


def moves():
    exported = make_exported()
    line = exported.lines.get()
    batch, claim, account = exported.pk, line.claim_id, line.claim.cast.bank_account.pk
    return [
        address("payout_claims:approve", claim),
        address("payout_claims:decline", claim),
        address("payout_batches:approve", batch),
        address("payout_batches:paid", batch),
        address("payout_batches:void", batch),
        address("payout_batches:line_paid", batch, line.pk),
        address("payout_batches:line_returned", batch, line.pk),
        address("payout_accounts:verify", account),
        address("payout_accounts:ask", account),
    ]


def test_no_move_without_the_permission_to_change(client, cast, guest, sign_in):
    lookers = ("view_claim", "view_transferbatch", "view_bankaccount")
    clients = [client, *map(sign_in, (cast.user, guest, clerk(), clerk(*lookers)))]
    urls = moves()
    before = ModelLogEntry.objects.count()
    for one in clients:
        for url in urls:
            response = one.post(url, {"reason": "x", "lost_fee_yen": "0"})
            assert response.status_code in (302, 403, 404)
    assert ModelLogEntry.objects.count() == before
    assert TransferBatch.objects.get().status == BatchStatus.EXPORTED


def test_plain_moves_are_post_only(office):
    batch = make_draft()
    line = batch.lines.get()
    for url in (
        address("payout_claims:approve", line.claim_id),
        address("payout_batches:approve", batch.pk),
        address("payout_batches:paid", batch.pk),
        address("payout_batches:line_paid", batch.pk, line.pk),
    ):
        assert office.get(url).status_code == 405


def test_the_file_needs_a_permission_of_its_own(sign_in):
    batch = make_exported()
    url = address("payout_batches:download", batch.pk)
    looker = sign_in(clerk("view_transferbatch", "change_transferbatch"))
    assert looker.get(url).status_code == 302
    assert not ModelLogEntry.objects.filter(action="payouts.download_batch").exists()
    page = looker.get(address("payout_batches:inspect", batch.pk)).content.decode()
    assert url not in page
    assert sign_in(clerk("download_transferbatch")).get(url).status_code == 200


def test_who_may_only_look_is_offered_no_moves(sign_in):
    claim = make_claim()
    page = sign_in(clerk("view_claim")).get(address("payout_claims:inspect", claim.pk))
    assert "承認する</button>" not in page.content.decode()


# --- lists, home, settings


@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("payout_claims:index", make_claim, 8),
        ("payout_batches:index", make_draft, 8),
        ("payout_accounts:index", lambda: make_account(CastFactory()), 8),
        ("payouts_rewards_modeladmin_index", lambda: make_reward(CastFactory()), 10),
    ],
)
def test_lists_ask_the_same_number_of_queries_for_1_and_3_rows(
    office, django_assert_num_queries, name, make, queries
):
    url = reverse(name)
    make()
    office.get(url)
    with django_assert_num_queries(queries):
        office.get(url)
    make()
    make()
    with django_assert_num_queries(queries):
        office.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_a_batchs_page_asks_the_same_number_of_queries_for_1_and_3_lines(
    office, django_assert_num_queries, count
):
    for _ in range(count - 1):
        make_approved_claim()
    url = address("payout_batches:inspect", make_exported().pk)
    office.get(url)
    with django_assert_num_queries(10):
        office.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_a_claims_page_asks_the_same_number_of_queries_for_1_and_3_talks(
    office, django_assert_num_queries, count
):
    cast = make_cast()
    for _ in range(count - 1):
        make_reward(cast)
    url = address("payout_claims:inspect", make_claim(cast).pk)
    office.get(url)
    with django_assert_num_queries(11):
        office.get(url)


def test_the_home_page_counts_what_waits(office):
    make_claim()
    page = office.get(reverse("wagtailadmin_home")).content.decode()
    assert "承認待ちの請求" in page
    assert f'href="{reverse("payout_claims:index")}?status=requested"' in page


def test_the_home_page_tells_nothing_to_staff_without_the_permission(sign_in):
    page = sign_in(clerk()).get(reverse("wagtailadmin_home")).content.decode()
    assert "承認待ちの請求" not in page


def test_rewards_are_read_only(office):
    reward = make_reward(CastFactory())
    assert "600" in office.get(reverse("payouts_rewards_modeladmin_index")).content.decode()
    for url in ("create", f"edit/{reward.pk}", f"delete/{reward.pk}"):
        response = office.get(f"{reverse('payouts_rewards_modeladmin_index')}{url}/")
        assert response.status_code in (302, 403, 404)


def test_rewards_are_listed_for_who_may_view_them_only(sign_in):
    url = reverse("payouts_rewards_modeladmin_index")
    assert sign_in(clerk("view_reward")).get(url).status_code == 200
    assert sign_in(clerk("change_reward", "delete_reward")).get(url).status_code == 302


def settings_form(**changes):
    settings = PayoutSettings.load()
    names = [field.name for field in PayoutSettings._meta.fields if field.name != "id"]
    values = {name: getattr(settings, name) for name in names} | changes
    return {name: value for name, value in values.items() if value is not False}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consignor_name": "株式会社サシトーク"}, "consignor_name"),
        ({"bank_kana": "銀行"}, "bank_kana"),
        ({"branch_kana": "ア" * 16}, "branch_kana"),
        ({"minimum_claim_yen": 165}, "minimum_claim_yen"),
        ({"consignor_code": "12"}, "consignor_code"),
        ({"absent_reward_percent": 101}, "absent_reward_percent"),
    ],
)
def test_settings_refuse_what_the_bank_file_or_the_sums_could_not_take(office, changes, field):
    pk = PayoutSettings.load().pk
    url = reverse("wagtailsettings:edit", args=["payouts", "payoutsettings", pk])
    response = office.post(url, settings_form(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_settings_are_saved(office):
    pk = PayoutSettings.load().pk
    url = reverse("wagtailsettings:edit", args=["payouts", "payoutsettings", pk])
    assert office.post(url, settings_form(minimum_claim_yen=3000)).status_code == 302
    assert PayoutSettings.objects.get().minimum_claim_yen == 3000


def test_a_new_copy_has_no_consignor_and_the_settings_take_one(office):
    settings = PayoutSettings.load()
    assert not settings.has_consignor
    url = reverse("wagtailsettings:edit", args=["payouts", "payoutsettings", settings.pk])
    assert office.post(url, settings_form(**CONSIGNOR)).status_code == 302
    assert PayoutSettings.objects.get().has_consignor
