
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('talk_rooms', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='is_flagged',
            field=models.BooleanField(default=False, verbose_name='連絡先らしい内容'),
        ),
    ]
