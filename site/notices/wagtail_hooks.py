from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from notices.models import MailText
from notices.staff import EditOnlyPolicy, MailTextViewSet, OutgoingMailRegister, RetryMailView

register_permission_policy(MailText, EditOnlyPolicy(MailText))
register_snippet(MailTextViewSet)
modeladmin_register(OutgoingMailRegister)


@hooks.register("register_admin_urls")
def retry_mail_url() -> list[URLPattern]:
    view = RetryMailView.as_view()
    return [path("outgoing-mails/<int:pk>/retry/", view, name="notices_retry_mail")]


@hooks.register("register_log_actions")
def register_mail_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "notices.retry_mail", _("メールの再送"), _("送信に失敗したメールを再送しました")
    )
