from typing import Any

from django.core.management.base import BaseCommand

from kernel.schedules import set_schedules


class Command(BaseCommand):
    help = "Sets the periodic tasks that the apps declare; safe to run at every deployment."

    def handle(self, *args: Any, **options: Any) -> None:
        schedules = set_schedules()
        if options["verbosity"] > 0:
            for function, minutes in sorted(schedules.items()):
                self.stdout.write(f"{function}: every {minutes} min")
