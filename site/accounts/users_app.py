from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS in place of `wagtail.users`."""

    user_viewset = "accounts.staff.AccountViewSet"
