from django.db.models import Model
from wagtail.log_actions import registry


def relabel_log(row: Model, label: str | None = None) -> None:
    """The log names things as they were called then; from now on this one by its present name."""
    registry.get_logs_for_instance(row).update(label=label or str(row))
