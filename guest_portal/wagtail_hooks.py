from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from guest_portal.staff.candidates import candidate_urls, candidates_menu_item
from guest_portal.staff.log_actions import register_guest_actions
from guest_portal.staff.reviews import ReviewRegister

hooks.register("register_admin_urls", candidate_urls)
hooks.register("register_reports_menu_item", candidates_menu_item)
hooks.register("register_log_actions", register_guest_actions)
modeladmin_register(ReviewRegister)
