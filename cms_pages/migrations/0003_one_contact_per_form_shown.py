from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms_pages', '0002_groups'),
        ('talk_rooms', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contactmessage',
            name='form_id',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contactreply',
            name='form_id',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='contactmessage',
            constraint=models.UniqueConstraint(fields=('form_id',), name='one_contact_per_form_shown'),
        ),
        migrations.AddConstraint(
            model_name='contactreply',
            constraint=models.UniqueConstraint(fields=('contact', 'form_id'), name='one_reply_per_contact_and_form_shown'),
        ),
    ]
