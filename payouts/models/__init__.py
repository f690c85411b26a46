from payouts.models.bank import Bank, BankAccount, Branch
from payouts.models.batch import TransferBatch, TransferLine
from payouts.models.claim import Claim, ClaimLine, Reward
from payouts.models.settings import PayoutSettings

__all__ = [
    "Bank",
    "BankAccount",
    "Branch",
    "Claim",
    "ClaimLine",
    "PayoutSettings",
    "Reward",
    "TransferBatch",
    "TransferLine",
]
