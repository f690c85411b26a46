from cast_portal.mails import booking

__all__ = ["booking"]
