import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from cast_portal.domain.casts import change_listing, change_rank
from cast_portal.domain.errors import CastRefused
from cast_portal.models import Category, Rank
from tests.factories import CastFactory, RankFactory, StaffFactory

pytestmark = pytest.mark.django_db
REASON = "評価が高く、予約も多いため"


@pytest.fixture
def platinum(db):
    return RankFactory(
        name="プラチナ", slug="platinum", order=4, reward_yen=900, is_by_invitation=True
    )


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


@pytest.fixture
def colleague(sign_in):
    """Staff who may read casts and nothing else."""

    def make(*codenames):
        user = StaffFactory(is_superuser=False)
        names = ["access_admin", *codenames]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return sign_in(user)

    return make


def test_a_changed_rank_is_audited_with_its_reason(cast, staff, platinum):
    change_rank(cast, rank=platinum, by=staff, reason=f" {REASON} ")
    cast.refresh_from_db()
    assert cast.rank == platinum
    entry = ModelLogEntry.objects.get(action="cast_portal.change_rank")
    assert entry.user == staff
    assert entry.data == {"before": "ゴールド", "after": "プラチナ", "reason": REASON}
    assert entry.formatter.format_message(entry) == (
        "報酬ランクをゴールドからプラチナに変更しました"
    )


def test_the_same_rank_again_is_quiet(cast, staff):
    change_rank(cast, rank=cast.rank, by=staff, reason="")
    assert not ModelLogEntry.objects.exists()


def test_changes_ask_for_a_reason(cast, staff, platinum):
    with pytest.raises(CastRefused, match="reason_needed"):
        change_rank(cast, rank=platinum, by=staff, reason=" ")
    with pytest.raises(CastRefused, match="reason_needed"):
        change_listing(cast, is_listed=False, by=staff, reason="")


def test_a_cast_is_taken_off_the_list_once(cast, staff):
    change_listing(cast, is_listed=False, by=staff, reason=REASON)
    change_listing(cast, is_listed=False, by=staff, reason=REASON)
    cast.refresh_from_db()
    assert not cast.is_listed
    assert ModelLogEntry.objects.filter(action="cast_portal.change_listing").count() == 1


def test_the_register_lists_and_inspects_casts(cast, office):
    page = office.get("/admin/casts/").content.decode()
    assert str(cast.user) in page
    assert "公開中" in page
    assert "/static/admin/" not in page
    page = office.get(f"/admin/casts/inspect/{cast.pk}/").content.decode()
    assert cast.user.legal_name in page
    assert f'action="/admin/casts/{cast.pk}/rank/"' in page


def test_the_register_is_filtered_by_rank(cast, office, platinum):
    other = CastFactory(rank=platinum)
    page = office.get("/admin/casts/?rank=platinum").content.decode()
    assert other.user.public_name in page
    assert f"inspect/{cast.pk}/" not in page


def test_the_register_costs_the_same_queries_for_any_number(
    cast, office, django_assert_num_queries
):
    office.get("/admin/casts/")
    CastFactory()
    with django_assert_num_queries(11):
        office.get("/admin/casts/")
    CastFactory.create_batch(2)
    with django_assert_num_queries(11):
        office.get("/admin/casts/")


def test_staff_change_the_rank_on_the_page(cast, office, platinum):
    url = f"/admin/casts/{cast.pk}/rank/"
    answer = office.post(url, {"rank": platinum.pk, "reason": REASON}, follow=True)
    cast.refresh_from_db()
    assert cast.rank == platinum
    page = answer.content.decode()
    assert "ランクを変更しました" in page
    assert REASON in page


def test_staff_change_the_listing_on_the_page(cast, office):
    url = f"/admin/casts/{cast.pk}/listing/"
    office.post(url, {"is_listed": "no", "reason": REASON})
    cast.refresh_from_db()
    assert not cast.is_listed


def test_a_missing_reason_comes_back_beside_the_field(cast, office, platinum):
    answer = office.post(f"/admin/casts/{cast.pk}/rank/", {"rank": platinum.pk, "reason": ""})
    assert answer.status_code == 422
    cast.refresh_from_db()
    assert cast.rank.slug == "gold"


@pytest.mark.parametrize("move", ["rank", "listing"])
def test_moves_are_post_only(cast, office, move):
    assert office.get(f"/admin/casts/{cast.pk}/{move}/").status_code == 405


def test_reading_does_not_allow_changing(cast, colleague, platinum):
    client = colleague("view_cast")
    page = client.get(f"/admin/casts/inspect/{cast.pk}/")
    assert page.status_code == 200
    assert f"/admin/casts/{cast.pk}/rank/" not in page.content.decode()
    data = {"rank": platinum.pk, "reason": REASON}
    client.post(f"/admin/casts/{cast.pk}/rank/", data)
    cast.refresh_from_db()
    assert cast.rank.slug == "gold"


def test_staff_without_the_permission_see_no_casts(cast, colleague):
    client = colleague()
    for url in ("/admin/casts/", f"/admin/casts/inspect/{cast.pk}/"):
        assert client.get(url).status_code in (302, 403)


@pytest.mark.parametrize("who", ["cast", "guest"])
def test_nobody_else_reaches_the_staffs_pages(who, cast, request, sign_in):
    user = cast.user if who == "cast" else request.getfixturevalue("guest")
    client = sign_in(user)
    assert client.get("/admin/casts/").status_code in (302, 403)
    client.post(f"/admin/casts/{cast.pk}/listing/", {"is_listed": "no", "reason": REASON})
    cast.refresh_from_db()
    assert cast.is_listed


def test_staff_edit_ranks_and_categories(cast, office):
    rank = cast.rank
    form = {
        "name": rank.name,
        "slug": rank.slug,
        "order": rank.order,
        "reward_yen": 650,
        "price_points": rank.price_points,
    }
    office.post(f"/admin/snippets/cast_portal/rank/edit/{rank.pk}/", form)
    assert Rank.objects.get().reward_yen == 650
    office.post(
        "/admin/snippets/cast_portal/category/add/", {"name": "音楽", "slug": "music", "order": 1}
    )
    assert Category.objects.get().name == "音楽"


def test_a_rank_that_pays_nothing_is_refused(cast, office):
    rank = cast.rank
    form = {"name": rank.name, "slug": rank.slug, "order": 3, "reward_yen": 0, "price_points": 0}
    office.post(f"/admin/snippets/cast_portal/rank/edit/{rank.pk}/", form)
    assert Rank.objects.get().reward_yen == 600
