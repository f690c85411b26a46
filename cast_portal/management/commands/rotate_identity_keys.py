from functools import partial
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from cast_portal.domain.drafts import rotate_draft
from cast_portal.domain.identity import rotate_key, stored_names
from cast_portal.models import EntryDraft


class Command(BaseCommand):
    help = "Encrypts identity documents and drafts anew with the first of IDENTITY_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, unread = 0, 0
        files = [partial(rotate_key, name) for name in stored_names()]
        drafts = [partial(rotate_draft, draft) for draft in EntryDraft.objects.all()]
        for rotate in (*files, *drafts):
            try:
                rotate()
            except InvalidToken:
                unread += 1
            except FileNotFoundError:
                continue  # Purged meanwhile.
            else:
                done += 1
        self.stdout.write(f"{done} rotated, {unread} not readable with any key")
        if unread:
            raise CommandError("Some documents need a key that is missing in IDENTITY_KEYS.")
