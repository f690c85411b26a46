
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cast_portal', '0006_entry_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeekTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='名前')),
                ('starts', models.JSONField(verbose_name='開始時刻')),
                ('cast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='week_templates', to='cast_portal.cast')),
            ],
            options={
                'verbose_name': '週のひな形',
                'verbose_name_plural': '週のひな形',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('cast', 'name'), name='one_week_template_per_cast_and_name')],
            },
        ),
    ]
