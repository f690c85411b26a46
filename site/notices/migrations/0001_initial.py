
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='MailText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=60, unique=True, verbose_name='種類')),
                ('subject', models.CharField(max_length=200, verbose_name='件名')),
                ('body', models.TextField(help_text='{{ 名前 }} の部分は送信時に置き換わります。', verbose_name='本文')),
            ],
            options={
                'verbose_name': 'メール文面',
                'verbose_name_plural': 'メール文面',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='種類')),
                ('to', models.EmailField(max_length=254, verbose_name='宛先')),
                ('subject', models.CharField(max_length=200, verbose_name='件名')),
                ('body', models.TextField(blank=True, help_text='メールサーバーに渡したあとは消えます。', verbose_name='本文')),
                ('dedupe_key', models.CharField(editable=False, max_length=120, null=True, unique=True)),
                ('status', models.CharField(choices=[('queued', '送信待ち'), ('sending', '送信中'), ('sent', '送信済み'), ('failed', '失敗')], default='queued', max_length=10, verbose_name='状態')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='試行回数')),
                ('last_error', models.CharField(blank=True, max_length=100, verbose_name='最後のエラー')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='作成日時')),
                ('claimed_at', models.DateTimeField(editable=False, null=True)),
                ('next_try_at', models.DateTimeField(editable=False, null=True, verbose_name='次の送信予定')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='送信日時')),
            ],
            options={
                'verbose_name': '送信メール',
                'verbose_name_plural': '送信メール',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['-created_at', '-id'], name='mail_newest_first'), models.Index(fields=['status', 'created_at'], name='mail_waiting')],
            },
        ),
    ]
