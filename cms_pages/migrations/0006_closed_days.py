from django.db import migrations

from cms_pages.groups import make_groups


def make(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0005_invitation_rights"),
        ("cast_portal", "0006_entry_drafts"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
