from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.views.generic.base import ContextMixin, View

from cast_portal.domain.queries import cast_of
from cast_portal.models import Cast


class CastPageMixin(ContextMixin, View):
    """A page of the cast's portal: whose it is, and the one `now` that all of it speaks of."""

    cast: Cast
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.cast = cast_of(request.user)  # type: ignore[arg-type]
        self.now = timezone.now()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cast=self.cast, now=self.now, **kwargs)
