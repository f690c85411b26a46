from typing import Any

from django.utils.functional import cached_property
from django.views.generic import TemplateView

from cast_portal.domain.bookable import slots_on_offer
from cast_portal.domain.invitations import open_invitation
from cast_portal.domain.profile import completeness_of
from cast_portal.domain.queries import reports_due, reservations_of, upcoming
from cast_portal.domain.run_sheet import todays_sheet
from cast_portal.views.portal import CastPageMixin


class DashboardView(CastPageMixin, TemplateView):
    template_name = "cast_portal/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = reservations_of(self.cast)
        return super().get_context_data(
            completeness=completeness_of(self.cast),
            invitation=open_invitation(self.cast, now=self.now),
            next_one=upcoming(mine, now=self.now).first(),
            sheet=todays_sheet(self.cast, now=self.now),
            due=reports_due(mine, now=self.now),
            **kwargs,
        )

    @cached_property
    def on_offer(self) -> int:
        return slots_on_offer(now=self.now).filter(cast=self.cast).count()
