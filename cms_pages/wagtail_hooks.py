from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms_pages.staff.contacts import add_contact_panel
from cms_pages.staff.viewsets import SiteTextsGroup

CONTACT_ACTIONS = {
    "receive_contact": (_("お問い合わせの受付"), _("お問い合わせを受け付けました")),
    "answer_contact": (_("お問い合わせへの返信"), _("返信を送りました")),
    "write_back": (_("お問い合わせへの追記"), _("送信者から追記がありました")),
    "close_contact": (_("お問い合わせの完了"), _("完了にしました")),
}
hooks.register("construct_homepage_panels", add_contact_panel)


@hooks.register("register_admin_viewset")
def register_site_texts() -> SiteTextsGroup:
    return SiteTextsGroup()


@hooks.register("register_log_actions")
def register_contact_log(actions: LogActionRegistry) -> None:
    for name, (label, message) in CONTACT_ACTIONS.items():
        actions.register_action(f"cms_pages.{name}", label, message)
