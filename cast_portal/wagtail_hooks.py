from wagtail import hooks

from cast_portal.staff.booking_log import register_booking_actions

hooks.register("register_log_actions", register_booking_actions)
