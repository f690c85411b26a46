from django.db import migrations

from cms_pages.groups import make_groups, make_screening


def make(apps, schema_editor):
    make_groups(apps)
    make_screening(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0003_one_contact_per_form_shown"),
        ("cast_portal", "0005_screening_reasons"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
