from guest_portal.models.review import Review

__all__ = ["Review"]
