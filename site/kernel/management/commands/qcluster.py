import os
from typing import Any

from django_q.management.commands import qcluster


class Command(qcluster.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # A process runner ends whole process groups. The cluster has to end its children itself,
        # or it waits for ever for one that was killed asleep.
        os.register_at_fork(after_in_child=os.setpgrp)
        super().handle(*args, **options)
