from django.db import migrations

# code, for staff, for the applicant, whether the picture is erased at once
RETURNS = [
    (
        "cut_off",
        "端が切れている",
        "一部が画像の外にはみ出しています。四隅まで全体が写るように撮影してください。",
        False,
    ),
    (
        "blurred",
        "ぼやけ・光の反射",
        "文字や顔写真が読み取れませんでした。明るい場所で、光の反射を避けて撮影してください。",
        False,
    ),
    (
        "hidden",
        "必要な項目が隠れている",
        "確認に必要な項目が隠れています。指や物で隠さずに撮影してください。",
        False,
    ),
    (
        "differs",
        "氏名・生年月日・住所が一致しない",
        "ご入力の内容と身分証明書の記載が一致しませんでした。記載のとおりにお知らせください。",
        False,
    ),
    (
        "outdated",
        "氏名・住所が古い",
        "現在のお名前・ご住所が確認できませんでした。変更後の記載がある面か書類をお送りください。",
        False,
    ),
    (
        "expired",
        "有効期限切れ",
        "有効期限が過ぎています。期限内の身分証明書をお送りください。",
        False,
    ),
    (
        "copy",
        "コピー・スキャン",
        "コピーや画面を写したものでは確認できません。実物を撮影してください。",
        False,
    ),
    (
        "forbidden",
        "お預かりできない情報が写っている",
        "マイナンバーや本籍など、お預かりできない情報が写っていたため、画像を消去しました。"
        "その部分を隠して、撮影し直してください。",
        True,
    ),
    (
        "another_person",
        "ご本人と確認できない",
        "ご本人であることを確認できませんでした。ご本人の身分証明書をお送りください。",
        False,
    ),
    (
        "unsuitable_picture",
        "プロフィール画像が適さない",
        "サイトに掲載できない画像でした。ご本人のお顔がわかる、別の画像をお選びください。",
        False,
    ),
    (
        "unsuitable_text",
        "記載の内容が適さない",
        "サイトに掲載できない表現や、連絡先などの個人情報が含まれていました。書き直してください。",
        False,
    ),
]
DECLINES = [
    ("not_genuine", "身分証明書が真正でない疑い", ""),
    ("impersonation", "他人の身分証明書の疑い", ""),
    ("minor", "18歳未満", "サシトークのキャストは、18歳以上の方に限らせていただいております。"),
    ("declined_before", "過去に見送り・利用停止になった人", ""),
    ("no_answer", "再提出をお願いしても確認できない", ""),
    ("unsuitable", "活動内容がサービスに合わない", ""),
    ("other", "その他（内部メモに記載）", ""),
]


def add_reasons(apps, schema_editor):
    """What is there already stays as staff have left it."""
    reasons = apps.get_model("cast_portal", "ScreeningReason").objects
    for order, (code, label, text, erases) in enumerate(RETURNS, 1):
        values = {"label": label, "applicant_text": text, "erases_picture": erases}
        reasons.get_or_create(code=code, defaults={"use": "return", "order": order, **values})
    for order, (code, label, text) in enumerate(DECLINES, 1):
        values = {"label": label, "applicant_text": text}
        reasons.get_or_create(code=code, defaults={"use": "decline", "order": order, **values})


class Migration(migrations.Migration):
    dependencies = [("cast_portal", "0004_screening_stages")]
    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
