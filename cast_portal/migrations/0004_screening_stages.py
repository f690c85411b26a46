import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cast_portal', '0003_rank_invitations'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScreeningReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('return', '再提出のお願い'), ('decline', '見送り')], max_length=10, verbose_name='使いみち')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='識別名')),
                ('label', models.CharField(max_length=60, verbose_name='理由（事務局用）')),
                ('applicant_text', models.TextField(blank=True, help_text='メールと再提出ページに表示されます。見送りでは空欄にすると、理由に触れない文面だけが届きます。', max_length=500, verbose_name='応募者への説明')),
                ('erases_picture', models.BooleanField(default=False, help_text='マイナンバーなど、お預かりしてはいけない情報が写っている場合に使います。', verbose_name='画像をただちに消去する')),
                ('is_active', models.BooleanField(default=True, verbose_name='選択肢に表示する')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
            ],
            options={
                'verbose_name': '審査の理由',
                'verbose_name_plural': '審査の理由',
                'ordering': ['use', 'order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ScreeningTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'キャスト審査の段階',
                'verbose_name_plural': 'キャスト審査の段階',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.AlterModelOptions(
            name='castapplication',
            options={'default_permissions': ('view', 'change'), 'ordering': ['turn', 'due_to', 'pk'], 'verbose_name': 'キャスト応募', 'verbose_name_plural': 'キャスト応募'},
        ),
        migrations.AlterModelOptions(
            name='identitydocument',
            options={'default_permissions': ('view',), 'verbose_name': '身分証明書', 'verbose_name_plural': '身分証明書'},
        ),
        migrations.RemoveField(
            model_name='castapplication',
            name='internal_note',
        ),
        migrations.AddField(
            model_name='castapplication',
            name='assignee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='担当者'),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='document_kind',
            field=models.CharField(blank=True, choices=[('driving_licence', '運転免許証'), ('passport', 'パスポート'), ('student_card', '学生証'), ('residence_card', '在留カード')], max_length=20, verbose_name='身分証明書の種類'),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='email_key',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='person_key',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='picture_hash',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='stage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.taskstate', verbose_name='審査の段階'),
        ),
        migrations.AddField(
            model_name='castportalsettings',
            name='screening_workflow',
            field=models.ForeignKey(blank=True, help_text='応募はこのワークフローの「キャスト審査の段階」を順に進みます。段階の追加や担当グループの変更は「設定」→「ワークフロー」で行えます。', limit_choices_to={'active': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.workflow', verbose_name='審査のワークフロー'),
        ),
        migrations.AddField(
            model_name='identitydocument',
            name='picture_hash',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='birth_date',
            field=models.DateField(blank=True, null=True, verbose_name='生年月日'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='cast_name',
            field=models.CharField(blank=True, max_length=30, verbose_name='キャスト名'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='メールアドレス'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='first_name',
            field=models.CharField(blank=True, max_length=50, verbose_name='名（本名）'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='first_name_kana',
            field=models.CharField(blank=True, max_length=50, verbose_name='メイ'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='introduction',
            field=models.TextField(blank=True, max_length=2000, verbose_name='自己紹介'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='last_name',
            field=models.CharField(blank=True, max_length=50, verbose_name='姓（本名）'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='last_name_kana',
            field=models.CharField(blank=True, max_length=50, verbose_name='セイ'),
        ),
        migrations.AlterField(
            model_name='castapplication',
            name='requested_items',
            field=models.JSONField(blank=True, default=dict, verbose_name='再提出をお願いする項目'),
        ),
        migrations.CreateModel(
            name='ScreeningNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(max_length=2000, verbose_name='内部メモ')),
                ('created_at', models.DateTimeField(verbose_name='日時')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='cast_portal.castapplication')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '内部メモ',
                'verbose_name_plural': '内部メモ',
                'ordering': ['created_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='castapplication',
            name='decline_reason',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cast_portal.screeningreason', verbose_name='見送りの理由'),
        ),
        migrations.AddField(
            model_name='castapplication',
            name='turn',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(status='submitted', then=0), models.When(status='returned', then=1), default=2), output_field=models.PositiveSmallIntegerField()),
        ),
        migrations.AddIndex(
            model_name='castapplication',
            index=models.Index(fields=['turn', 'due_to', 'id'], name='applications_in_turn'),
        ),
        migrations.AddIndex(
            model_name='castapplication',
            index=models.Index(fields=['status', 'decided_at'], name='applications_by_decision'),
        ),
        migrations.AddIndex(
            model_name='castapplication',
            index=models.Index(fields=['person_key'], name='applications_of_person'),
        ),
        migrations.AddIndex(
            model_name='castapplication',
            index=models.Index(fields=['email_key'], name='applications_of_address'),
        ),
        migrations.AddIndex(
            model_name='castapplication',
            index=models.Index(fields=['picture_hash'], name='applications_of_picture'),
        ),
        migrations.AddField(
            model_name='screeningtask',
            name='groups',
            field=models.ManyToManyField(help_text='このグループの担当者が、この段階の審査をします。', to='auth.group', verbose_name='審査するグループ'),
        ),
    ]
