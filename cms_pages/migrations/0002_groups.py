from django.db import migrations

from cms_pages.groups import make_groups, make_workflow, remove_wagtails_own


def make(apps, schema_editor):
    make_groups(apps)
    make_workflow(apps)
    remove_wagtails_own(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("cms_pages", "0001_initial"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cast_portal", "0002_starting_ranks_and_categories"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guest_portal", "0001_initial"),
        ("notices", "0001_initial"),
        ("payouts", "0001_initial"),
        ("talk_rooms", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        # It gives every group that exists by then a right to choose documents.
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
