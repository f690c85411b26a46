"""Periodic work: each app says in `tasks.SCHEDULES` which of its functions run how often."""

from importlib import import_module

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string, module_has_submodule
from django_q.models import Schedule


def declared_schedules() -> dict[str, int]:
    """Dotted function → minutes, of all installed apps. A name that leads nowhere raises."""
    declared: dict[str, int] = {}
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "tasks"):
            tasks = import_module(f"{config.name}.tasks")
            declared.update(getattr(tasks, "SCHEDULES", {}))
    for function in declared:
        import_string(function)
    return declared


@transaction.atomic
def set_schedules() -> dict[str, int]:
    """Makes the task cluster's schedules say what the apps declare, and forgets the rest."""
    declared = declared_schedules()
    periodic = Schedule.objects.filter(schedule_type=Schedule.MINUTES)
    periodic.exclude(name__in=declared).delete()
    for function, minutes in declared.items():
        Schedule.objects.update_or_create(
            name=function,
            schedule_type=Schedule.MINUTES,
            defaults={"func": function, "minutes": minutes, "repeats": -1},
        )
    return declared
