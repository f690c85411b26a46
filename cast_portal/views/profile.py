from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from cast_portal.domain.profile import completeness_of, update_profile
from cast_portal.forms.profile import ProfileForm, initial_of
from cast_portal.views.portal import CastPageMixin
from kernel.forms import VerbFormView


class ProfileView(CastPageMixin, VerbFormView):
    template_name = "cast_portal/profile.html"
    form_class = ProfileForm
    success_url = reverse_lazy("cast_portal:profile")

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.cast)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Read once, for the strip, the portrait and the completeness.
        prefetch_related_objects([self.cast], "pictures")
        return super().get_context_data(
            completeness=completeness_of(self.cast), pictures=self.cast.pictures.all(), **kwargs
        )

    def perform(self, form: ProfileForm) -> None:
        seen = form.cleaned_data["version"]
        update_profile(self.cast, profile=form.profile(), seen=seen)
        messages.success(self.request, _("プロフィールを保存しました。"))
