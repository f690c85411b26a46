"""What the staff's registers of facts have in common: to read, to search, never to change."""

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from wagtail_modeladmin.helpers import PermissionHelper


class ReadOnlyPermissions(PermissionHelper):
    """Whoever may view the model may list and inspect it."""

    def user_can_list(self, user: AbstractUser) -> bool:
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user: AbstractUser, obj: Model) -> bool:
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_create(self, user: AbstractUser) -> bool:
        return False

    def user_can_edit_obj(self, user: AbstractUser, obj: Model) -> bool:
        return False

    def user_can_delete_obj(self, user: AbstractUser, obj: Model) -> bool:
        return False
