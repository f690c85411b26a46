
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cast_portal', '0007_week_templates'),
    ]

    operations = [
        migrations.AddField(
            model_name='cast',
            name='languages',
            field=models.JSONField(blank=True, default=list, verbose_name='話せる言語'),
        ),
        migrations.AddField(
            model_name='cast',
            name='topics',
            field=models.CharField(blank=True, max_length=200, verbose_name='話せる話題'),
        ),
    ]
