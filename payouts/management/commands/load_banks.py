from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from payouts.domain.bank_master import load_banks, packaged_data


class Command(BaseCommand):
    help = "Loads banks and branches of Japan; may be run again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, help="folder with banks.json and branches/")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_banks(options["data"] or packaged_data())
        if options["verbosity"]:
            self.stdout.write(
                f"{loaded.banks} banks, {loaded.branches} branches, {loaded.closed} closed"
            )
