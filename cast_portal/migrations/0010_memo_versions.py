from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cast_portal", "0009_pictures"),
    ]

    operations = [
        migrations.AddField(
            model_name="memo",
            name="version",
            field=models.PositiveIntegerField(default=0, verbose_name="版"),
        ),
    ]
