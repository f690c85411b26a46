from importlib import import_module

import pytest
from django.apps import apps

from cast_portal.models import Category, Rank

pytestmark = pytest.mark.django_db
MIGRATION = import_module("cast_portal.migrations.0002_starting_ranks_and_categories")


def start():
    MIGRATION.add_ranks_and_categories(apps, None)


def test_a_fresh_copy_has_the_five_ranks_and_some_categories():
    start()
    ranks = {rank.name: rank.is_by_invitation for rank in Rank.objects.all()}
    assert list(ranks) == ["ブルー", "シルバー", "ゴールド", "プラチナ", "ブラック"]
    assert [name for name, invited in ranks.items() if invited] == ["プラチナ", "ブラック"]
    assert Category.objects.exists()


def test_a_higher_rank_earns_and_costs_more():
    start()
    for field in ("reward_yen", "price_points"):
        values = list(Rank.objects.values_list(field, flat=True))
        assert values == sorted(set(values))


def test_what_staff_have_changed_stays():
    start()
    Rank.objects.filter(slug="gold").update(reward_yen=777)
    start()
    assert Rank.objects.get(slug="gold").reward_yen == 777
    assert Rank.objects.count() == 5
