from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from notices.models import MailText
from notices.staff import EditOnlyPolicy, MailTextViewSet, OutgoingMailRegister

register_permission_policy(MailText, EditOnlyPolicy(MailText))
register_snippet(MailTextViewSet)
modeladmin_register(OutgoingMailRegister)
