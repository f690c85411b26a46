
import cms_pages.facts
import django.core.validators
import django.db.models.deletion
import kernel.identifiers
import modelcluster.fields
import modelsearch.index
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cast_portal', '0002_starting_ranks_and_categories'),
        ('talk_rooms', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FAQCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='例：予約について', max_length=40, unique=True, verbose_name='名前')),
                ('slug', models.SlugField(help_text='アドレスの #… に使う英数字', max_length=40, unique=True, verbose_name='識別名')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='小さい順に並びます。', verbose_name='並び順')),
            ],
            options={
                'verbose_name': '質問のカテゴリー',
                'verbose_name_plural': '質問のカテゴリー',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mails_per_minute', models.PositiveIntegerField(default=60, help_text='メール配信サービスの上限より少なくしてください。', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='お知らせメールの速さ（1分あたりの通数）')),
            ],
            options={
                'verbose_name': 'お知らせの設定',
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('title', models.CharField(help_text='一覧に出ます。ひと目で用件が分かる言葉で。', max_length=80, verbose_name='題名')),
                ('body', wagtail.fields.RichTextField(help_text='簡潔に。リンクも使えます。', verbose_name='本文')),
                ('audience', models.CharField(choices=[('everyone', 'すべての方'), ('casts', 'キャスト'), ('guests', 'ゲスト'), ('ranks', '選んだランクのキャスト')], default='everyone', help_text='「すべての方」はログインしていない方にも見えます。ほかは、その方々のマイページだけに出ます。', max_length=10, verbose_name='お知らせする相手')),
                ('is_important', models.BooleanField(default=False, help_text='読んだことを確認するまで、マイページのいちばん上に本文ごと表示します。', verbose_name='重要')),
                ('sends_mail', models.BooleanField(default=False, help_text='公開されたあと、対象の方に1人1通ずつ、少しずつ送ります。送るのは一度だけで、公開を取りやめると途中で止まります。', verbose_name='メールでもお知らせする')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('ranks', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='「選んだランクのキャスト」のときに選びます。', related_name='+', to='cast_portal.rank', verbose_name='ランク')),
            ],
            options={
                'verbose_name': 'お知らせ',
                'verbose_name_plural': 'お知らせ',
                'ordering': ['-first_published_at', '-pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='AnnouncementMailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.PositiveIntegerField(verbose_name='対象の人数')),
                ('queued', models.PositiveIntegerField(default=0, verbose_name='送信に回した人数')),
                ('last_user', models.BigIntegerField(default=0, editable=False)),
                ('started_at', models.DateTimeField(verbose_name='開始日時')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='終了日時')),
                ('announcement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mailing', to='cms_pages.announcement')),
            ],
            options={
                'verbose_name': 'お知らせメール',
                'verbose_name_plural': 'お知らせメール',
            },
        ),
        migrations.CreateModel(
            name='AnnouncementRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(verbose_name='確認日時')),
                ('announcement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='cms_pages.announcement')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'お知らせの確認',
                'verbose_name_plural': 'お知らせの確認',
            },
        ),
        migrations.CreateModel(
            name='CallSystemPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('note', 2), ('warning', 3), ('terms', 7), ('accordion', 11), ('picture', 14), ('drawing', 17), ('timeline', 18), ('button', 22), ('call_to_action', 26)], blank=True, block_lookup={0: ('cms_pages.blocks.text.HeadingBlock', (), {'help_text': 'ページの中の大きな見出し'}), 1: ('cms_pages.blocks.text.ProseBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'label': '文章', 'template': 'cms_pages/blocks/text.html'}), 2: ('cms_pages.blocks.text.NoteBlock', (), {}), 3: ('cms_pages.blocks.text.WarningBlock', (), {}), 4: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：完了', 'label': '項目', 'max_length': 60}), 5: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '説明', 'rows': 2}), 6: ('wagtail.blocks.StructBlock', [[('term', 4), ('text', 5)]], {}), 7: ('wagtail.blocks.ListBlock', (6,), {'help_text': '項目と説明の一覧', 'icon': 'list-ul', 'label': '項目と説明', 'template': 'cms_pages/blocks/terms.html'}), 8: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：iPhone・iPad の Safari', 'label': '題名'}), 9: ('cms_pages.blocks.text.ProseBlock', (), {'label': '内容'}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('title', 8), ('text', 9), ('drawing', 10)]], {}), 12: ('wagtail.images.blocks.ImageBlock', [], {'help_text': '代替テキストは、見えない方に内容が伝わる言葉で。', 'label': '画像'}), 13: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '画像の下に添える一文', 'label': '説明', 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('image', 12), ('caption', 13)]], {}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図'}), 16: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '図の下に添える一文', 'label': '説明', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('drawing', 15), ('caption', 16)]], {}), 18: ('cms_pages.blocks.text.TimelineBlock', (), {}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 20: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 21: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('label', 19), ('page', 20), ('screen', 21)]], {}), 23: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：はじめの一歩は、仮登録から', 'label': '題名'}), 24: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False}), 25: ('wagtail.blocks.ListBlock', (22,), {'help_text': '1つ目が主役です。', 'label': 'ボタン', 'max_num': 2, 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('buttons', 25)]], {})}, help_text='見出し、文章、補足などを上から順に並べます。', verbose_name='本文')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': '通話システムのページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ContactMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=kernel.identifiers.new_public_id, editable=False, max_length=12, unique=True, verbose_name='受付番号')),
                ('topic', models.CharField(choices=[('entry', 'キャスト登録・審査について'), ('booking', '予約・キャンセルについて'), ('talk', 'トーク・通話の不具合について'), ('payout', '報酬・お支払いについて'), ('account', 'アカウント・ログインについて'), ('report', '迷惑行為・規約違反のご連絡'), ('other', 'その他')], max_length=10, verbose_name='ご用件')),
                ('reply_to', models.EmailField(max_length=254, verbose_name='返信先メールアドレス')),
                ('body', models.TextField(max_length=3000, verbose_name='お問い合わせ内容')),
                ('status', models.CharField(choices=[('open', '未対応'), ('answered', '返信済み'), ('closed', '完了')], default='open', max_length=10, verbose_name='状態')),
                ('created_at', models.DateTimeField(verbose_name='受付日時')),
                ('waiting_since', models.DateTimeField(help_text='返信するか完了にすると消えます。', null=True, verbose_name='お待たせしている時点')),
                ('talk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='talk_rooms.talk', verbose_name='トーク')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='アカウント')),
            ],
            options={
                'verbose_name': 'お問い合わせ',
                'verbose_name_plural': 'お問い合わせ',
                'ordering': ['-status', 'waiting_since', '-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ContactReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_from_office', models.BooleanField(verbose_name='事務局から')),
                ('body', models.TextField(max_length=3000, verbose_name='本文')),
                ('created_at', models.DateTimeField(verbose_name='送信日時')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='cms_pages.contactmessage')),
            ],
            options={
                'verbose_name': 'お問い合わせの返信',
                'verbose_name_plural': 'お問い合わせの返信',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FAQIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': 'よくあるご質問ページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GuidePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('illustration', models.CharField(blank=True, choices=[('talk', 'ふたりのビデオトーク'), ('device', 'パソコンとスマートフォン'), ('internet', 'インターネット'), ('headset', 'カメラとヘッドセット'), ('document', '書類・身分証明書'), ('entry', '登録フォーム'), ('screening', '審査'), ('profile', 'プロフィール'), ('calendar', 'カレンダー'), ('message', 'メッセージ'), ('call-test', '通話テスト'), ('timer', 'タイマー'), ('report', '完了報告'), ('memo', 'メモ'), ('bank', '銀行口座・報酬'), ('search', 'さがす'), ('star', '評価'), ('safety', '安心・安全')], help_text='見出しの横の飾り', max_length=20, verbose_name='イラスト')),
                ('needs', wagtail.fields.StreamField([('need', 3)], blank=True, block_lookup={0: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：インターネット', 'label': 'もの', 'max_length': 40}), 1: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '短い一文', 'label': '説明', 'required': False}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('talk', 'ふたりのビデオトーク'), ('device', 'パソコンとスマートフォン'), ('internet', 'インターネット'), ('headset', 'カメラとヘッドセット'), ('document', '書類・身分証明書'), ('entry', '登録フォーム'), ('screening', '審査'), ('profile', 'プロフィール'), ('calendar', 'カレンダー'), ('message', 'メッセージ'), ('call-test', '通話テスト'), ('timer', 'タイマー'), ('report', '完了報告'), ('memo', 'メモ'), ('bank', '銀行口座・報酬'), ('search', 'さがす'), ('star', '評価'), ('safety', '安心・安全')], 'help_text': '飾りのイラストです。内容は必ず文章でも伝わるようにしてください。', 'label': 'イラスト', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('illustration', 2)]], {})}, help_text='「必要なもの」の一覧。カードで並びます。', verbose_name='必要なもの')),
                ('preparations', wagtail.fields.RichTextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', validators=[cms_pages.facts.known_facts], verbose_name='事前のご準備')),
                ('steps', wagtail.fields.StreamField([('step', 25)], block_lookup={0: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '「Step.1」の番号は自動で付きます。', 'label': 'ステップの題名'}), 1: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '概要', 'required': False, 'rows': 2}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('talk', 'ふたりのビデオトーク'), ('device', 'パソコンとスマートフォン'), ('internet', 'インターネット'), ('headset', 'カメラとヘッドセット'), ('document', '書類・身分証明書'), ('entry', '登録フォーム'), ('screening', '審査'), ('profile', 'プロフィール'), ('calendar', 'カレンダー'), ('message', 'メッセージ'), ('call-test', '通話テスト'), ('timer', 'タイマー'), ('report', '完了報告'), ('memo', 'メモ'), ('bank', '銀行口座・報酬'), ('search', 'さがす'), ('star', '評価'), ('safety', '安心・安全')], 'help_text': '飾りのイラストです。内容は必ず文章でも伝わるようにしてください。', 'label': 'イラスト', 'required': False}), 3: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '番号は自動で付きます。', 'label': '題名'}), 4: ('cms_pages.blocks.text.ProseBlock', (), {'label': '文章'}), 5: ('wagtail.blocks.StructBlock', [[('title', 3), ('text', 4)]], {}), 6: ('cms_pages.blocks.text.ProseBlock', (), {'label': '文章', 'template': 'cms_pages/blocks/text.html'}), 7: ('cms_pages.blocks.text.NoteBlock', (), {}), 8: ('cms_pages.blocks.text.WarningBlock', (), {}), 9: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：完了', 'label': '項目', 'max_length': 60}), 10: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '説明', 'rows': 2}), 11: ('wagtail.blocks.StructBlock', [[('term', 9), ('text', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'icon': 'list-ul', 'label': '項目と説明', 'template': 'cms_pages/blocks/terms.html'}), 13: ('cms_pages.blocks.text.TimelineBlock', (), {}), 14: ('wagtail.images.blocks.ImageBlock', [], {'help_text': '代替テキストは、見えない方に内容が伝わる言葉で。', 'label': '画像'}), 15: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '画像の下に添える一文', 'label': '説明', 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('image', 14), ('caption', 15)]], {}), 17: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図'}), 18: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '図の下に添える一文', 'label': '説明', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('drawing', 17), ('caption', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 21: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 22: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 20), ('page', 21), ('screen', 22)]], {}), 24: ('wagtail.blocks.StreamBlock', [[('part', 5), ('text', 6), ('note', 7), ('warning', 8), ('terms', 12), ('timeline', 13), ('picture', 16), ('drawing', 19), ('button', 23)]], {'help_text': '手順、補足、注意などを並べます。', 'label': '内容'}), 25: ('wagtail.blocks.StructBlock', [[('title', 0), ('lead', 1), ('illustration', 2), ('parts', 24)]], {})}, help_text='番号、目次、#step-1 のようなリンク先は自動で付きます。', verbose_name='ステップ')),
                ('closing', wagtail.fields.StreamField([('call_to_action', 7)], blank=True, block_lookup={0: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：はじめの一歩は、仮登録から', 'label': '題名'}), 1: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 3: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 4: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('label', 2), ('page', 3), ('screen', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'help_text': '1つ目が主役です。', 'label': 'ボタン', 'max_num': 2, 'min_num': 1}), 7: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('buttons', 6)]], {})}, help_text='ページの最後に置くボタン', verbose_name='最後の呼びかけ')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': 'ガイド',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('catch', models.CharField(help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=60, validators=[cms_pages.facts.known_facts], verbose_name='キャッチコピー')),
                ('buttons', wagtail.fields.StreamField([('button', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 1: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('label', 0), ('page', 1), ('screen', 2)]], {})}, help_text='1つ目が目立つ色になります。', verbose_name='最初のボタン')),
                ('sections', wagtail.fields.StreamField([('trust', 7), ('points', 8), ('timeline', 9), ('ways', 12), ('casts', 13), ('ranks', 14), ('safety', 15), ('questions', 16), ('announcements', 17), ('call_to_action', 25)], blank=True, block_lookup={0: ('cms_pages.blocks.text.LineBlock', (), {'help_text': 'セクションの見出し', 'label': '題名'}), 1: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False, 'rows': 2}), 2: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '短く、言い切る形で', 'label': '題名'}), 3: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'rows': 2}), 4: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('talk', 'ふたりのビデオトーク'), ('device', 'パソコンとスマートフォン'), ('internet', 'インターネット'), ('headset', 'カメラとヘッドセット'), ('document', '書類・身分証明書'), ('entry', '登録フォーム'), ('screening', '審査'), ('profile', 'プロフィール'), ('calendar', 'カレンダー'), ('message', 'メッセージ'), ('call-test', '通話テスト'), ('timer', 'タイマー'), ('report', '完了報告'), ('memo', 'メモ'), ('bank', '銀行口座・報酬'), ('search', 'さがす'), ('star', '評価'), ('safety', '安心・安全')], 'help_text': '飾りのイラストです。内容は必ず文章でも伝わるようにしてください。', 'label': 'イラスト', 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 2), ('text', 3), ('illustration', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'label': 'ポイント', 'max_num': 6, 'min_num': 2}), 7: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('points', 6)]], {'icon': 'tick', 'label': '安心の約束（細い帯）', 'template': 'cms_pages/blocks/home_trust.html'}), 8: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('points', 6)]], {'icon': 'pick', 'label': '特長', 'template': 'cms_pages/blocks/home_points.html'}), 9: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {'icon': 'time', 'label': '1枠の流れの図', 'template': 'cms_pages/blocks/home_timeline.html'}), 10: ('wagtail.blocks.ListBlock', (5,), {'label': 'ゲストの流れ', 'max_num': 6, 'min_num': 2}), 11: ('wagtail.blocks.ListBlock', (5,), {'label': 'キャストの流れ', 'max_num': 6, 'min_num': 2}), 12: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('guest_steps', 10), ('cast_steps', 11)]], {'icon': 'list-ol', 'label': 'はじめ方（ゲスト・キャスト）', 'template': 'cms_pages/blocks/home_ways.html'}), 13: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {'icon': 'user', 'label': '新着のキャスト', 'template': 'cms_pages/blocks/home_casts.html'}), 14: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {'icon': 'order', 'label': '報酬ランク', 'template': 'cms_pages/blocks/home_ranks.html'}), 15: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('points', 6)]], {'icon': 'lock', 'label': '安心のしくみ', 'template': 'cms_pages/blocks/home_safety.html'}), 16: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {'icon': 'help', 'label': '注目の質問', 'template': 'cms_pages/blocks/home_questions.html'}), 17: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {'icon': 'info-circle', 'label': 'お知らせ', 'template': 'cms_pages/blocks/home_announcements.html'}), 18: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：はじめの一歩は、仮登録から', 'label': '題名'}), 19: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 21: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 22: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('label', 20), ('page', 21), ('screen', 22)]], {}), 24: ('wagtail.blocks.ListBlock', (23,), {'help_text': '1つ目が主役です。', 'label': 'ボタン', 'max_num': 2, 'min_num': 1}), 25: ('wagtail.blocks.StructBlock', [[('title', 18), ('text', 19), ('buttons', 24)]], {})}, help_text='上から順に表示されます。ドラッグで並べ替えられます。', verbose_name='セクション')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': 'トップページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LegalNoticePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('seller', models.CharField(help_text='登記された会社名。個人事業の方は氏名。', max_length=100, verbose_name='販売業者')),
                ('manager', models.CharField(help_text='責任者の氏名。役職を添えても構いません。', max_length=60, verbose_name='運営統括責任者')),
                ('address', models.TextField(help_text='郵便番号、都道府県から建物名まで。改行できます。', max_length=200, verbose_name='所在地')),
                ('phone', models.CharField(help_text='確実に連絡のつく番号。例：03-1234-5678', max_length=20, verbose_name='電話番号')),
                ('email', models.EmailField(help_text='お問い合わせを受け付けるアドレス', max_length=254, verbose_name='メールアドレス')),
                ('hours', models.CharField(help_text='例：平日 10:00〜18:00（土日祝日を除く）', max_length=100, verbose_name='受付時間')),
                ('price', wagtail.fields.RichTextField(help_text='料金の決まり方と表示される場所。税込みの金額かどうかも。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='販売価格')),
                ('extra_charges', wagtail.fields.RichTextField(help_text='通信料など、お客様が別に負担されるもの。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='商品代金以外の必要料金')),
                ('payment_methods', wagtail.fields.RichTextField(help_text='使えるお支払い方法をすべて。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='支払方法')),
                ('payment_timing', wagtail.fields.RichTextField(help_text='お支払いが確定するとき、引き落としの時期など。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='支払時期')),
                ('delivery', wagtail.fields.RichTextField(help_text='お申し込みから、いつサービスを受けられるか。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='サービスの提供時期')),
                ('cancellation', wagtail.fields.RichTextField(help_text='できる期限、返金の条件と方法。返金しない場合はその旨も。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='キャンセル・返金')),
                ('requirements', wagtail.fields.RichTextField(help_text='必要な機器、ブラウザ、通信環境。{{枠の長さ}} のような設定値の名前も使えます（一覧はリード文の説明）。', validators=[cms_pages.facts.known_facts], verbose_name='動作環境')),
                ('more', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：完了', 'label': '項目', 'max_length': 60}), 1: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '説明', 'rows': 2}), 2: ('wagtail.blocks.StructBlock', [[('term', 0), ('text', 1)]], {'icon': 'list-ul', 'label': '項目'})}, help_text='許認可の番号など、必要に応じて加える項目。最後に並びます。', verbose_name='そのほかの項目')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': '特定商取引法に基づく表記',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': 'お知らせのページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('question', models.CharField(help_text='聞く人の言葉で。', max_length=120, validators=[cms_pages.facts.known_facts], verbose_name='質問')),
                ('answer', wagtail.fields.RichTextField(help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', validators=[cms_pages.facts.known_facts], verbose_name='回答')),
                ('slug', models.SlugField(help_text='/faq/#… のように質問へ直接リンクするための英数字', max_length=60, unique=True, verbose_name='識別名')),
                ('order', models.PositiveSmallIntegerField(default=0, help_text='カテゴリーの中で小さい順に並びます。', verbose_name='並び順')),
                ('is_featured', models.BooleanField(default=False, help_text='トップページにも表示します。', verbose_name='注目の質問')),
                ('category', models.ForeignKey(help_text='よくあるご質問ページでの分類', on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='cms_pages.faqcategory', verbose_name='カテゴリー')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
            ],
            options={
                'verbose_name': 'よくあるご質問',
                'verbose_name_plural': 'よくあるご質問',
                'ordering': ['category__order', 'order', 'pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='RanksPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('note', 2), ('warning', 3), ('terms', 7), ('accordion', 11), ('picture', 14), ('drawing', 17), ('timeline', 18), ('button', 22), ('call_to_action', 26)], blank=True, block_lookup={0: ('cms_pages.blocks.text.HeadingBlock', (), {'help_text': 'ページの中の大きな見出し'}), 1: ('cms_pages.blocks.text.ProseBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'label': '文章', 'template': 'cms_pages/blocks/text.html'}), 2: ('cms_pages.blocks.text.NoteBlock', (), {}), 3: ('cms_pages.blocks.text.WarningBlock', (), {}), 4: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：完了', 'label': '項目', 'max_length': 60}), 5: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '説明', 'rows': 2}), 6: ('wagtail.blocks.StructBlock', [[('term', 4), ('text', 5)]], {}), 7: ('wagtail.blocks.ListBlock', (6,), {'help_text': '項目と説明の一覧', 'icon': 'list-ul', 'label': '項目と説明', 'template': 'cms_pages/blocks/terms.html'}), 8: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：iPhone・iPad の Safari', 'label': '題名'}), 9: ('cms_pages.blocks.text.ProseBlock', (), {'label': '内容'}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('title', 8), ('text', 9), ('drawing', 10)]], {}), 12: ('wagtail.images.blocks.ImageBlock', [], {'help_text': '代替テキストは、見えない方に内容が伝わる言葉で。', 'label': '画像'}), 13: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '画像の下に添える一文', 'label': '説明', 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('image', 12), ('caption', 13)]], {}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図'}), 16: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '図の下に添える一文', 'label': '説明', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('drawing', 15), ('caption', 16)]], {}), 18: ('cms_pages.blocks.text.TimelineBlock', (), {}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 20: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 21: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('label', 19), ('page', 20), ('screen', 21)]], {}), 23: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：はじめの一歩は、仮登録から', 'label': '題名'}), 24: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False}), 25: ('wagtail.blocks.ListBlock', (22,), {'help_text': '1つ目が主役です。', 'label': 'ボタン', 'max_num': 2, 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('buttons', 25)]], {})}, help_text='見出し、文章、補足などを上から順に並べます。', verbose_name='本文')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': 'ランクと報酬のページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField(editable=False)),
                ('text', models.TextField(editable=False)),
                ('folded_title', models.TextField(editable=False)),
                ('folded', models.TextField(editable=False)),
                ('announcement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_text', to='cms_pages.announcement')),
                ('page', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_text', to=settings.WAGTAIL_PAGE_MODEL)),
                ('question', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_text', to='cms_pages.question')),
            ],
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('note', 2), ('warning', 3), ('terms', 7), ('accordion', 11), ('picture', 14), ('drawing', 17), ('timeline', 18), ('button', 22), ('call_to_action', 26)], blank=True, block_lookup={0: ('cms_pages.blocks.text.HeadingBlock', (), {'help_text': 'ページの中の大きな見出し'}), 1: ('cms_pages.blocks.text.ProseBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'label': '文章', 'template': 'cms_pages/blocks/text.html'}), 2: ('cms_pages.blocks.text.NoteBlock', (), {}), 3: ('cms_pages.blocks.text.WarningBlock', (), {}), 4: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：完了', 'label': '項目', 'max_length': 60}), 5: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '説明', 'rows': 2}), 6: ('wagtail.blocks.StructBlock', [[('term', 4), ('text', 5)]], {}), 7: ('wagtail.blocks.ListBlock', (6,), {'help_text': '項目と説明の一覧', 'icon': 'list-ul', 'label': '項目と説明', 'template': 'cms_pages/blocks/terms.html'}), 8: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：iPhone・iPad の Safari', 'label': '題名'}), 9: ('cms_pages.blocks.text.ProseBlock', (), {'label': '内容'}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図', 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('title', 8), ('text', 9), ('drawing', 10)]], {}), 12: ('wagtail.images.blocks.ImageBlock', [], {'help_text': '代替テキストは、見えない方に内容が伝わる言葉で。', 'label': '画像'}), 13: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '画像の下に添える一文', 'label': '説明', 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('image', 12), ('caption', 13)]], {}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('identity', '身分証明書の図。顔写真と住所の両方がはっきり写るように撮影する'), ('dashboard', 'ダッシュボードの図。お知らせ、次のトーク、メモが並ぶ'), ('profile', 'プロフィール編集の図。自己紹介、サイトやSNS、画像を入力する'), ('schedule', 'スケジュール登録の図。カレンダーの時間に印を付けて、登録するを押す'), ('release', 'スケジュール解除の図。枠を押すと確認の画面が出るので、OKを押す'), ('messages', 'トーク詳細ページの図。キャストとゲストがメッセージを送り合う'), ('call-test', '通話テストの図。カメラ、マイク、スピーカー、接続を順に確かめる'), ('room', 'トークルームの図。ふたりの映像と残り時間が表示される'), ('report', '完了報告の図。結果を選び、評価と感想を入力して、報告するを押す'), ('claim', '請求の図。集計するを押すと合計が出て、請求するを押すと申請される'), ('reserve', '予約の図。空いている枠を選ぶと、日時と通話時間が表示される'), ('review', '評価の図。星を選び、ひとこと添えて送る'), ('allow-chrome', 'パソコンのChromeやEdgeの図。アドレス欄の下に、カメラとマイクの許可を求める小さな窓が出る'), ('allow-firefox', 'Firefoxの図。使うカメラとマイクを選ぶ窓に、許可のボタンがある'), ('allow-safari', 'MacのSafariの図。カメラとマイクへのアクセスを許可するかをたずねる窓が出る'), ('allow-iphone', 'iPhoneのSafariの図。画面の中央に、キャンセルと許可のボタンが出る'), ('allow-android', 'AndroidのChromeの図。画面の下に、サイトへのアクセス時に許可するボタンが出る')], 'help_text': '選んだ文が、図の代替テキストになります。', 'label': '画面の図'}), 16: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '図の下に添える一文', 'label': '説明', 'required': False}), 17: ('wagtail.blocks.StructBlock', [[('drawing', 15), ('caption', 16)]], {}), 18: ('cms_pages.blocks.text.TimelineBlock', (), {}), 19: ('wagtail.blocks.CharBlock', (), {'help_text': '例：キャスト登録へ進む', 'label': 'ボタンの文字', 'max_length': 30}), 20: ('wagtail.blocks.PageChooserBlock', (), {'help_text': '公開ページへのリンク', 'label': 'リンク先のページ', 'required': False}), 21: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('cast_portal:entry', 'キャスト登録'), ('guest_portal:casts', 'キャスト一覧'), ('account_signup', 'ゲスト登録'), ('account_login', 'ログイン'), ('talk_rooms:call_test', '通話テスト'), ('cms_pages:contact', 'お問い合わせ')], 'help_text': '登録画面などへのリンク。ページと画面のどちらか一方を選んでください。', 'label': 'リンク先の画面', 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('label', 19), ('page', 20), ('screen', 21)]], {}), 23: ('cms_pages.blocks.text.LineBlock', (), {'help_text': '例：はじめの一歩は、仮登録から', 'label': '題名'}), 24: ('cms_pages.blocks.text.ParagraphBlock', (), {'label': '文章', 'required': False}), 25: ('wagtail.blocks.ListBlock', (22,), {'help_text': '1つ目が主役です。', 'label': 'ボタン', 'max_num': 2, 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('buttons', 25)]], {})}, help_text='見出し、文章、補足などを上から順に並べます。', verbose_name='本文')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': '一般ページ',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TermsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', max_length=300, validators=[cms_pages.facts.known_facts], verbose_name='リード文')),
                ('kind', models.CharField(choices=[('cast', 'キャスト利用規約'), ('guest', 'ゲスト利用規約'), ('privacy', 'プライバシーポリシー')], help_text='同意の記録は、この種類ごとに残ります。', max_length=10, unique=True, verbose_name='規約の種類')),
                ('body', wagtail.fields.RichTextField(help_text='公開すると新しい版になります。以前の版はそのまま残り、いつでも読めます。設定値は公開した時点の値で固定されます。{{枠の長さ}} のように書くと、現在の設定値に置き換わります。使える名前：枠の長さ、準備時間、通話時間、入室開始、予約の締め切り、予約できる日数、キャストのキャンセル期限、ゲストのキャンセル期限、報告の期限、審査の最短日数、審査の最長日数、身分証明書の保存日数、見送り時の保存日数、最低請求金額、振込手数料', validators=[cms_pages.facts.known_facts], verbose_name='本文')),
                ('changes', models.TextField(blank=True, help_text='前の版から変わったことを、1行に1つずつ。版の一覧と、再同意をお願いする画面に表示します。書き直さずに次の版を公開したときは、その版の変更点は空になります。', max_length=1000, verbose_name='変更点')),
                ('share_image', models.ForeignKey(blank=True, help_text='SNSなどで共有したときに出る横長の画像（1200×630ピクセル以上）。空ならサイト共通の画像を使います。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='共有用の画像')),
            ],
            options={
                'verbose_name': '規約',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.AddIndex(
            model_name='announcement',
            index=models.Index(fields=['live', '-first_published_at'], name='announcements_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='announcementmailing',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='mailing_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='announcementread',
            constraint=models.UniqueConstraint(fields=('user', 'announcement'), name='one_read_mark_per_announcement'),
        ),
        migrations.AddIndex(
            model_name='contactmessage',
            index=models.Index(fields=['-status', 'waiting_since', '-created_at', '-id'], name='contacts_longest_wait_first'),
        ),
        migrations.AddIndex(
            model_name='contactmessage',
            index=models.Index(fields=['user', '-created_at'], name='contacts_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='contactmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'open'), ('waiting_since__isnull', False)), models.Q(models.Q(('status', 'open'), _negated=True), ('waiting_since__isnull', True)), _connector='OR'), name='only_an_open_contact_waits'),
        ),
        migrations.AddConstraint(
            model_name='searchtext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('announcement', None), ('page__isnull', False), ('question', None)), models.Q(('announcement', None), ('page', None), ('question__isnull', False)), models.Q(('announcement__isnull', False), ('page', None), ('question', None)), _connector='OR'), name='search_text_has_one_subject'),
        ),
    ]
