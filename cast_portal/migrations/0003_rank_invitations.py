
import django.core.validators
import django.db.models.deletion
import kernel.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cast_portal', '0002_starting_ranks_and_categories'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='castportalsettings',
            name='invitation_days',
            field=models.PositiveIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='ランクのご案内の回答期限（日数）'),
        ),
        migrations.CreateModel(
            name='RankInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kernel.identifiers.new_public_id, editable=False, max_length=12, unique=True, verbose_name='番号')),
                ('message', models.TextField(max_length=1000, verbose_name='メッセージ')),
                ('status', models.CharField(choices=[('offered', '回答待ち'), ('accepted', '承諾'), ('declined', '辞退'), ('expired', '期限切れ'), ('withdrawn', '取り消し')], default='offered', max_length=10, verbose_name='状態')),
                ('invited_at', models.DateTimeField(verbose_name='ご案内日時')),
                ('expires_at', models.DateTimeField(verbose_name='回答期限')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='回答日時')),
                ('cast', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='cast_portal.cast', verbose_name='キャスト')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='担当')),
                ('previous_rank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cast_portal.rank', verbose_name='ご案内時のランク')),
                ('rank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cast_portal.rank', verbose_name='ご案内するランク')),
            ],
            options={
                'verbose_name': 'ランクのご案内',
                'verbose_name_plural': 'ランクのご案内',
                'ordering': ['-invited_at'],
                'indexes': [models.Index(fields=['-invited_at'], name='invitations_newest'), models.Index(fields=['cast', '-invited_at'], name='invitations_of_cast'), models.Index(condition=models.Q(('status', 'offered')), fields=['expires_at'], name='invitations_to_expire')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'offered')), fields=('cast',), name='one_open_invitation_per_cast'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('status__in', ('accepted', 'declined'))), models.Q(models.Q(('status__in', ('accepted', 'declined')), _negated=True), ('answered_at__isnull', True)), _connector='OR'), name='invitation_is_answered_at_a_time')],
            },
        ),
    ]
