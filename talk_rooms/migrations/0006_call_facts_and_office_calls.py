
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('talk_rooms', '0005_call_tests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='connected_seconds',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='相手が届いていた秒数'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='left_on_purpose',
            field=models.BooleanField(default=False, verbose_name='自分で退室した'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='path',
            field=models.CharField(blank=True, choices=[('direct', '直接'), ('relay', '中継サーバー経由'), ('none', 'つながっていない')], max_length=6, verbose_name='通話の経路'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='quality',
            field=models.CharField(blank=True, choices=[('good', '良好'), ('fair', 'やや不安定'), ('poor', '不安定'), ('lost', '途切れ')], max_length=4, verbose_name='最後の通話品質'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='restarts',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='つなぎ直した回数'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='window',
            field=models.CharField(blank=True, max_length=32, verbose_name='ウィンドウ'),
        ),
        migrations.CreateModel(
            name='OfficeCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('cast', 'キャスト'), ('guest', 'ゲスト'), ('staff', '事務局')], max_length=5, verbose_name='呼び出した側')),
                ('kind', models.CharField(choices=[('no_show', 'お相手が来ない'), ('abuse', '迷惑行為・不適切な言動')], max_length=7, verbose_name='用件')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='状況')),
                ('facts', models.JSONField(verbose_name='呼び出した時点の接続の記録')),
                ('called_at', models.DateTimeField(verbose_name='呼び出し日時')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='対応日時')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='対応の記録')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='対応した担当')),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='office_calls', to='talk_rooms.talk', verbose_name='トーク')),
            ],
            options={
                'verbose_name': '事務局の呼び出し',
                'verbose_name_plural': '事務局の呼び出し',
                'ordering': ['-called_at'],
                'indexes': [models.Index(fields=['handled_at', 'called_at'], name='office_calls_waiting')],
                'constraints': [models.UniqueConstraint(fields=('talk', 'side', 'kind'), name='one_office_call_per_side_and_kind'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at__isnull', True), ('handled_by__isnull', True)), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False)), _connector='OR'), name='office_call_is_handled_by_somebody')],
            },
        ),
    ]
