from kernel.errors import Refusal


class ReviewRefused(Refusal):
    """A review that the rules do not allow."""
