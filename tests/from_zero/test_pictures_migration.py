import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE, AFTER = ("cast_portal", "0008_topics_and_languages"), ("cast_portal", "0009_pictures")


def migrated(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.fixture
def _newest_again(transactional_db):
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_newest_again")
def test_the_one_picture_becomes_the_main_one_and_back():
    user = apps.get_model("accounts.User").objects.create(email="cast@example.com")
    old = migrated(BEFORE)
    numbers = {"order": 9, "reward_yen": 600, "price_points": 1000}
    rank = old.get_model("cast_portal", "Rank").objects.create(slug="new", **numbers)
    make = old.get_model("cast_portal", "Cast").objects.create
    cast = make(user_id=user.pk, rank=rank, image="casts/me.jpg", created_at=timezone.now())

    pictures = migrated(AFTER).get_model("cast_portal", "CastPicture").objects
    [picture] = pictures.filter(cast_id=cast.pk)
    assert (picture.order, picture.image.name) == (1, "casts/me.jpg")
    pictures.create(cast_id=cast.pk, order=2, image="b.jpg", small="b.jpg", source="b.jpg")

    back = migrated(BEFORE).get_model("cast_portal", "Cast").objects.get(pk=cast.pk)
    assert back.image.name == "casts/me.jpg"
