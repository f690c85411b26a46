from django.utils.translation import gettext_lazy as _

from cast_portal.models import Memo
from kernel.errors import Refusal


class BookingRefused(Refusal):
    """A reservation or its cancelling that the rules do not allow."""


class ScheduleRefused(Refusal):
    """A slot that cannot be offered or released."""


class ReportRefused(Refusal):
    """A completion report that cannot be filed or settled."""


class MemoRefused(Refusal):
    """A memo on somebody the cast has never had a reservation from."""


class MemoChanged(MemoRefused):
    """Another window has written in the meantime; `memo` is what stands."""

    def __init__(self, memo: Memo) -> None:
        message = _(
            "ほかの画面でこのメモが書き換えられました。どちらの文章を残すか選んでください。"
        )
        super().__init__("memo_changed", message)
        self.memo = memo


class CastRefused(Refusal):
    """A change to a cast's standing that the rules do not allow."""


class InvitationRefused(Refusal):
    """An offer of a rank, or an answer to one, that the rules do not allow."""


class PictureRefused(Refusal):
    """A picture too many, or one that is gone."""


class EntryRefused(Refusal):
    """Something in an entry that cannot be accepted."""


class ScreeningRefused(Refusal):
    """A decision on an entry that the rules do not allow."""
