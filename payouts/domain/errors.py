from kernel.errors import Refusal


class PayoutRefused(Refusal):
    """What the rules of rewards, accounts, claims and transfers do not allow."""
