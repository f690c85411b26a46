"""What a batch says to the bank: a snapshot of each account, and the bytes of the file."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from payouts.domain.errors import PayoutRefused
from payouts.domain.kana import to_bank_name, to_zengin_kana
from payouts.domain.zengin import Consignor, Layout, Payment, zengin_file
from payouts.models import BankAccount, Claim, PayoutSettings, TransferBatch, TransferLine


def snapshot(claim: Claim, batch: TransferBatch) -> TransferLine:
    account = claim.cast.bank_account
    return TransferLine(
        batch=batch,
        claim=claim,
        amount_yen=claim.net_yen,
        bank_kana=to_bank_name(account.branch.bank.kana),
        branch_kana=to_bank_name(account.branch.kana),
        account_label=str(account),
        **address_of(account),
    )


def address_of(account: BankAccount) -> dict[str, str]:
    """What decides where the money goes."""
    return {
        "bank_code": account.branch.bank_id,
        "branch_code": account.branch.code,
        "account_type": account.account_type,
        "number": account.number,
        "holder_kana": account.holder_kana,
    }


def goes_to(line: TransferLine, account: BankAccount) -> bool:
    return all(getattr(line, name) == value for name, value in address_of(account).items())


def batch_bytes(batch: TransferBatch, lines: Sequence[TransferLine]) -> bytes:
    settings = PayoutSettings.load()
    require_consignor(settings)
    return zengin_file(
        consignor_of(settings),
        [payment_of(line) for line in lines],
        value_date=batch.value_date,
        layout=Layout(
            has_line_ends=settings.file_has_line_ends,
            has_end_mark=settings.file_has_end_mark,
            clearing_house_is_blank=settings.clearing_house_is_blank,
        ),
    )


def require_consignor(settings: PayoutSettings) -> None:
    if not settings.has_consignor:
        message = _(
            "振込元の口座が未設定です。「設定」→「支払いの設定」で登録してから、承認してください。"
        )
        raise PayoutRefused("consignor_missing", message)


def consignor_of(settings: PayoutSettings) -> Consignor:
    return Consignor(
        code=settings.consignor_code,
        name=to_zengin_kana(settings.consignor_name, limit=40),
        bank_code=settings.bank_code,
        bank_name=to_bank_name(settings.bank_kana),
        branch_code=settings.branch_code,
        branch_name=to_bank_name(settings.branch_kana),
        account_type=settings.account_type,
        number=settings.account_number,
    )


def payment_of(line: TransferLine) -> Payment:
    return Payment(
        bank_code=line.bank_code,
        bank_name=line.bank_kana,
        branch_code=line.branch_code,
        branch_name=line.branch_kana,
        account_type=line.account_type,
        number=line.number,
        holder=line.holder_kana,
        amount_yen=line.amount_yen,
        customer_code=line.claim_id,
    )
