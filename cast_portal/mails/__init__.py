from cast_portal.mails import booking, entry, invitations, reports

__all__ = ["booking", "entry", "invitations", "reports"]
