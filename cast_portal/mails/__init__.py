from cast_portal.mails import booking, entry, reports

__all__ = ["booking", "entry", "reports"]
