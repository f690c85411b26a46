from collections.abc import Iterable

from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import User


class ReadOnlyPolicy(ModelPermissionPolicy):
    """A register: who may view it views it, and nobody changes it by hand."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
