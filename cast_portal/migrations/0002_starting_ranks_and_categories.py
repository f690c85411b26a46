from django.db import migrations

# slug, name, reward in yen, price in points, by invitation only
RANKS = [
    ("blue", "ブルー", 200, 400, False),
    ("silver", "シルバー", 400, 700, False),
    ("gold", "ゴールド", 600, 1000, False),
    ("platinum", "プラチナ", 900, 1500, True),
    ("black", "ブラック", 1500, 2500, True),
]
CATEGORIES = [
    ("chat", "雑談"),
    ("consultation", "お悩み相談"),
    ("work", "仕事・キャリア"),
    ("study", "勉強・受験"),
    ("language", "語学・留学"),
    ("music", "音楽"),
    ("film-stage", "映画・演劇"),
    ("anime-games", "アニメ・ゲーム"),
    ("beauty-fashion", "美容・ファッション"),
    ("food-travel", "料理・旅"),
    ("sports", "スポーツ・健康"),
    ("fortune", "占い"),
]


def add_ranks_and_categories(apps, schema_editor):
    """What is there already stays as staff have left it."""
    rank_model = apps.get_model("cast_portal", "Rank")
    for order, (slug, name, reward_yen, price_points, is_by_invitation) in enumerate(RANKS, 1):
        rank_model.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "order": order,
                "reward_yen": reward_yen,
                "price_points": price_points,
                "is_by_invitation": is_by_invitation,
            },
        )
    category_model = apps.get_model("cast_portal", "Category")
    for order, (slug, name) in enumerate(CATEGORIES, 1):
        category_model.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("cast_portal", "0001_initial")]
    operations = [
        # Going back keeps the rows: casts and entries may already point at them.
        migrations.RunPython(add_ranks_and_categories, migrations.RunPython.noop)
    ]
