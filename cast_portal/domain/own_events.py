"""What only a cast's own windows follow."""

from kernel.changes import tell_changed


def desk_group(public_id: str) -> str:
    return f"desk.{public_id}"


def memos_group(public_id: str) -> str:
    return f"memos.{public_id}"


def tell_desk(public_id: str) -> None:
    """Every page of the portal that the cast with this public id has open looks again."""
    tell_changed(desk_group(public_id))


def tell_memos(public_id: str) -> None:
    """Every memo that stands open looks whether it was written elsewhere."""
    tell_changed(memos_group(public_id))
