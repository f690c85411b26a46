from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms_pages.domain.searchable import rebuild


class Command(BaseCommand):
    help = "Writes the texts of the site search anew from the pages, questions and announcements."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} texts can be found.")
