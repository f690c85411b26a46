from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms_pages.staff.viewsets import SiteTextsGroup


@hooks.register("register_admin_viewset")
def register_site_texts() -> SiteTextsGroup:
    return SiteTextsGroup()


@hooks.register("register_log_actions")
def register_contact_log(actions: LogActionRegistry) -> None:
    actions.register_action(
        "cms_pages.receive_contact", _("お問い合わせの受付"), _("お問い合わせを受け付けました")
    )
