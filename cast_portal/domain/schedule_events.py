from cast_portal.domain.own_events import tell_desk
from kernel.changes import tell_changed


def schedule_group(public_id: str) -> str:
    return f"schedule.{public_id}"


def tell_schedule(public_id: str) -> None:
    """Every open window that shows the times of the cast with this public id looks again."""
    tell_changed(schedule_group(public_id))
    tell_desk(public_id)
