from kernel.errors import Refusal


class BookingRefused(Refusal):
    """A reservation or its cancelling that the rules do not allow."""
