import kernel.identifiers
from django.db import migrations, models


def forget_unconfirmed(apps, schema_editor):
    """Nobody has confirmed them; the daily sweep erases their files, which nothing names then."""
    apps.get_model("cast_portal", "CastApplication").objects.filter(status="unconfirmed").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('cast_portal', '0005_screening_reasons'),
    ]

    operations = [
        migrations.RunPython(forget_unconfirmed, migrations.RunPython.noop),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='休業日')),
                ('note', models.CharField(blank=True, max_length=50, verbose_name='メモ')),
            ],
            options={
                'verbose_name': '事務局の休業日',
                'verbose_name_plural': '事務局の休業日',
                'ordering': ['-day'],
            },
        ),
        migrations.CreateModel(
            name='EntryDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kernel.identifiers.new_public_id, editable=False, max_length=12, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='メールアドレス')),
                ('answers', models.TextField(blank=True)),
                ('pictures', models.JSONField(blank=True, default=dict)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='メールアドレスの確認日時')),
                ('created_at', models.DateTimeField(verbose_name='作成日時')),
                ('changed_at', models.DateTimeField(verbose_name='最終更新日時')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='有効期限')),
            ],
            options={
                'verbose_name': '入力中の応募',
                'verbose_name_plural': '入力中の応募',
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='status',
            field=models.CharField(choices=[('submitted', '審査待ち'), ('returned', '再提出待ち'), ('approved', '承認'), ('declined', '見送り'), ('withdrawn', '取り下げ')], default='submitted', max_length=12, verbose_name='状態'),
        ),
    ]
