from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from cast_portal.staff import casts, invitations, reports, screening_hooks
from cast_portal.staff.cancel import StaffCancelView
from cast_portal.staff.cast_log import register_cast_actions
from cast_portal.staff.catalogue import CatalogueGroup
from cast_portal.staff.reservations import ReservationRegister
from cast_portal.staff.screening_log import register_screening_actions
from cast_portal.staff.screening_report import screening_report_menu_item, screening_report_urls
from cast_portal.staff.slot_length import tell_of_other_lengths

hooks.register("register_log_actions", register_cast_actions)
hooks.register("register_log_actions", register_screening_actions)
hooks.register("register_admin_urls", screening_hooks.screening_urls)
hooks.register("register_admin_menu_item", screening_hooks.screening_menu_item)
hooks.register("construct_homepage_panels", screening_hooks.add_waiting_panel)
hooks.register("register_admin_urls", screening_report_urls)
hooks.register("register_reports_menu_item", screening_report_menu_item)
hooks.register("register_permissions", screening_hooks.screening_permissions)
hooks.register(
    "register_admin_urls",
    lambda: [
        path(
            "reservations/<slug:public_id>/cancel/",
            StaffCancelView.as_view(),
            name="cast_portal_cancel_talk",
        )
    ],
)
modeladmin_register(ReservationRegister)
hooks.register("after_edit_setting", tell_of_other_lengths)
hooks.register("register_admin_urls", casts.cast_urls)
hooks.register("register_admin_urls", invitations.invitation_urls)
hooks.register("register_admin_viewset", invitations.InvitationViewSet)
hooks.register("register_admin_urls", reports.report_urls)
hooks.register("register_admin_menu_item", reports.unreported_menu_item)
hooks.register("construct_homepage_panels", reports.add_open_reports_panel)
modeladmin_register(casts.CastRegister)
modeladmin_register(reports.ReportRegister)
register_snippet(CatalogueGroup)
