from django.db import migrations

from cms_pages.groups import make_groups


def make(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0004_screening"),
        ("cast_portal", "0003_rank_invitations"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
