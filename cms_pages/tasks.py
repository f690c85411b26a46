from django.core.management import call_command

SCHEDULES: dict[str, int] = {"cms_pages.tasks.publish_scheduled": 1}


def publish_scheduled() -> None:
    """Pages and announcements whose time has come appear, those whose time is up disappear."""
    call_command("publish_scheduled", verbosity=0)
