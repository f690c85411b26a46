from django.db import migrations

from cms_pages.groups import make_groups


def make(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0006_closed_days"),
        ("talk_rooms", "0006_call_facts_and_office_calls"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
