from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from cast_portal.domain.identity import rotate_key, stored_names


class Command(BaseCommand):
    help = "Encrypts every stored identity document anew with the first of IDENTITY_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, unread = 0, 0
        for name in list(stored_names()):
            try:
                rotate_key(name)
            except InvalidToken:
                unread += 1
            except FileNotFoundError:
                continue  # Purged meanwhile.
            else:
                done += 1
        self.stdout.write(f"{done} rotated, {unread} not readable with any key")
        if unread:
            raise CommandError("Some documents need a key that is missing in IDENTITY_KEYS.")
