from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from wagtail.admin import messages

from accounts.models import User
from kernel.forms import VerbFormView


class StaffMove(PermissionRequiredMixin, VerbFormView):
    """A staff decision with its reason. The page it stands on shows the form, only POST acts.

    An answer that lacks something comes back as a page of its own with what was typed.
    """

    http_method_names = ["post"]
    raise_exception = True
    template_name = "cast_portal/staff/move.html"
    title: Any = ""
    done: Any = ""

    @property
    def staff(self) -> User:
        # Whoever has the permission is signed in.
        return self.request.user  # type: ignore[return-value]

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, self.done)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.get_success_url()
        return super().get_context_data(title=self.title, back=back, **kwargs)
