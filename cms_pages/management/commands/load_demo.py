from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms_pages.demo.world import load_demo, talk_to_try
from kernel.demo_accounts import DEMO_ACCOUNTS, PASSWORD
from kernel.links import absolute_reverse, absolute_url
from talk_rooms.models import Talk

SUMMARY = """
  {name} demo: {home}

{accounts}
  Password of all of them: {password}

  A demo talk starts in about {minutes}, at {starts_at} in Tokyo. To try it, open two
  browser windows, one of them private, and sign in as {cast} and {guest}:
  {room}

  Identity documents are encrypted with a key that was generated for this copy
  ({data_dir}/identity_key); mails stay in the outbox that staff see.
  These passwords are public, so keep this copy to yourself. Ctrl-C ends it.
"""


class Command(BaseCommand):
    help = "Loads the demo, or refreshes the talk that starts soon. Only in a demo copy (DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This copy is no demo: its accounts would have public passwords.")
        load_demo(now=timezone.now())
        talk = talk_to_try(now=timezone.now())
        if options["verbosity"] > 0:
            self.stdout.write(summary(talk))


def summary(talk: Talk) -> str:
    minutes = max(1, round((talk.starts_at - timezone.now()).total_seconds() / 60))
    accounts = [f"  {account.email:<20} {account.label}" for account in DEMO_ACCOUNTS]
    return SUMMARY.format(
        name=settings.SITE_NAME,
        home=absolute_url("/"),
        accounts="\n".join(accounts),
        password=PASSWORD,
        starts_at=f"{timezone.localtime(talk.starts_at):%H:%M}",
        minutes=f"{minutes} minutes" if minutes > 1 else "a minute",
        cast=talk.cast.email,
        guest=talk.guest.email,
        room=absolute_reverse("talk_rooms:room", talk.public_id),
        data_dir=settings.DATA_DIR,
    )
