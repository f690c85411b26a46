from datetime import timedelta

import pytest
from django.urls import reverse

from guest_portal.domain.finding import find_casts, free_days, free_slots, listed_cast
from guest_portal.domain.reviews import review_talk, standing_of
from tests.factories import (
    NOW,
    CastFactory,
    CategoryFactory,
    RankFactory,
    ReservationFactory,
    SlotFactory,
    TalkFactory,
    attend,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CASTS = "/casts/"


def find(**chosen):
    return list(find_casts(**{"category": None, "rank": None, "day": None, **chosen}, now=NOW))


def reviewed(cast, *ratings):
    for number, rating in enumerate(ratings):
        starts_at = NOW - DAY + 3 * number * MINUTE
        talk = ReservationFactory(cast=cast, talk__starts_at=starts_at).talk
        review_talk(attend(talk), by=talk.guest, rating=rating, now=NOW)


def test_who_is_free_soonest_comes_first():
    never, later, sooner = CastFactory(), CastFactory(), CastFactory()
    SlotFactory(cast=later, starts_at=NOW + 2 * HOUR)
    SlotFactory(cast=sooner, starts_at=NOW + HOUR)

    assert find() == [sooner, later, never]


def test_casts_who_are_not_listed_are_not_found():
    CastFactory(is_listed=False)
    CastFactory(user__is_active=False)

    assert find() == []


def test_casts_are_found_by_category_and_rank():
    chat, game = CategoryFactory(), CategoryFactory(slug="game", name="ゲーム")
    silver = RankFactory(slug="silver", name="シルバー", order=2)
    both, one = CastFactory(rank=silver), CastFactory()
    both.categories.set([chat, game])
    one.categories.set([chat])

    assert find(category=game) == [both]
    assert find(rank=one.rank) == [one]
    assert find(category=chat, rank=silver) == [both]


def test_casts_are_found_by_a_day_of_tokyo():
    cast = CastFactory()
    # 23:57 of the 24th and 00:00 of the 25th in Tokyo.
    late = SlotFactory(cast=cast, starts_at=NOW + 5 * HOUR - 3 * MINUTE)
    early = SlotFactory(cast=cast, starts_at=NOW + 5 * HOUR)

    days = [one.day for one in free_days(cast, now=NOW)]

    assert [day.isoformat() for day in days] == ["2026-11-24", "2026-11-25"]
    assert free_slots(cast, days[0], now=NOW) == [late]
    assert free_slots(cast, days[1], now=NOW) == [early]
    assert find(day=days[1]) == [cast]
    assert find(day=days[1] + DAY) == []


def test_a_card_shows_where_free_times_begin():
    cast = CastFactory()
    starts = [NOW + HOUR, NOW + HOUR + 3 * MINUTE, NOW + 2 * HOUR, NOW + 3 * HOUR, NOW + 4 * HOUR]
    first, _, second, third, _ = [SlotFactory(cast=cast, starts_at=start) for start in starts]

    assert find()[0].next_times == [first, second, third]


def test_only_times_that_can_be_reserved_are_offered():
    cast = CastFactory()
    too_soon = SlotFactory(cast=cast, starts_at=NOW + 9 * MINUTE)
    ReservationFactory(cast=cast, talk__starts_at=NOW + HOUR)
    SlotFactory(cast=cast, starts_at=NOW + timedelta(days=61))

    assert find()[0].next_times == []
    assert free_days(cast, now=NOW) == []
    assert [one.free for one in free_days(cast, now=NOW - MINUTE)] == [1]
    assert free_slots(cast, too_soon.starts_at.date(), now=NOW - MINUTE) == [too_soon]


def test_rating_is_the_average_of_a_casts_own_reviews():
    cast, other = CastFactory(), CastFactory()
    reviewed(cast, 5, 4)
    reviewed(other, 1)

    found = {one.pk: one for one in find()}

    assert (found[cast.pk].rating, found[cast.pk].review_count) == (4.5, 2)
    assert (standing_of(cast).average, standing_of(cast).count) == (4.5, 2)
    assert standing_of(CastFactory()).average is None


def test_anybody_sees_the_list_without_legal_names(client):
    cast = CastFactory(user__public_name="みさき")
    SlotFactory(cast=cast, starts_at=NOW + HOUR)

    page = client.get(CASTS).content.decode()

    assert "みさき" in page
    assert "ゴールド" in page
    assert "11/24(火) 20:00〜" in page
    assert cast.user.last_name not in page
    assert cast.user.email not in page


@pytest.mark.parametrize("query", ["category=nope", "rank=nope", "day=nope", "page=nope"])
def test_a_filter_that_cannot_be_read_shows_the_whole_list(client, query):
    CastFactory(user__public_name="みさき")

    response = client.get(f"{CASTS}?{query}")

    assert response.status_code == 200
    assert "みさき" in response.content.decode()


def test_an_empty_result_offers_a_way_on(client):
    page = client.get(f"{CASTS}?day=2026-12-01").content.decode()

    assert "条件に合うキャストが見つかりませんでした" in page
    assert "すべてのキャストを見る" in page


def test_the_list_is_paged_and_keeps_its_filter(client):
    for _ in range(13):
        CastFactory()

    first = client.get(f"{CASTS}?rank=gold")
    second = client.get(f"{CASTS}?rank=gold&page=2")

    assert len(first.context["page"]) == 12
    assert len(second.context["page"]) == 1
    assert "?rank=gold&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        cast = CastFactory()
        cast.categories.set([CategoryFactory()])
        SlotFactory(cast=cast, starts_at=NOW + HOUR)
    client.get(CASTS)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(CASTS)


# Settings, the filter's categories and ranks, the count, the casts, their categories and times.
LIST_QUERIES = 8


def test_a_cast_who_is_not_listed_has_no_page(client, cast):
    assert listed_cast(cast.user.public_id) == cast
    cast.is_listed = False
    cast.save(update_fields=["is_listed"])

    response = client.get(reverse("guest_portal:cast", args=[cast.user.public_id]))

    assert response.status_code == 404


def test_a_guest_has_no_page_among_the_casts(client, guest):
    assert client.get(reverse("guest_portal:cast", args=[guest.public_id])).status_code == 404


def test_a_casts_page_shows_the_profile_and_the_first_free_day(client, cast):
    cast.website_url = "https://example.com/misaki"
    cast.save()
    reviewed(cast, 5, 4)
    slot = SlotFactory(cast=cast, starts_at=NOW + HOUR)
    SlotFactory(cast=cast, starts_at=NOW + DAY)

    response = client.get(reverse("guest_portal:cast", args=[cast.user.public_id]))
    page = response.content.decode()

    assert response.context["slots"] == [slot]
    for words in (cast.introduction, cast.career, "4.5", "（2件）", "1枠 1,000ポイント"):
        assert words in page
    assert 'href="https://example.com/misaki" rel="nofollow noopener"' in page
    assert cast.user.last_name not in page


def test_a_casts_page_shows_the_day_asked_for(client, cast):
    SlotFactory(cast=cast, starts_at=NOW + HOUR)
    slot = SlotFactory(cast=cast, starts_at=NOW + DAY)
    url = reverse("guest_portal:cast", args=[cast.user.public_id])

    assert client.get(f"{url}?day=2026-11-25").context["slots"] == [slot]
    assert client.get(f"{url}?day=2026-12-31").context["day"].isoformat() == "2026-11-24"
    assert client.get(f"{url}?day=nope").context["day"].isoformat() == "2026-11-24"


def test_a_cast_without_free_times_says_so(client, cast):
    page = client.get(reverse("guest_portal:cast", args=[cast.user.public_id])).content.decode()

    assert "いま予約できる時間はありません" in page


def test_only_guests_and_visitors_can_tick_times(client, cast, guest, sign_in):
    SlotFactory(cast=cast, starts_at=NOW + HOUR)
    url = reverse("guest_portal:cast", args=[cast.user.public_id])

    assert client.get(url).context["may_reserve"]
    assert sign_in(guest).get(url).context["may_reserve"]
    other = sign_in(cast.user).get(url)
    assert not other.context["may_reserve"]
    assert "予約内容の確認へ" not in other.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_casts_page_takes_the_same_queries_for_any_number(
    client, cast, django_assert_num_queries, count
):
    for number in range(count):
        SlotFactory(cast=cast, starts_at=NOW + HOUR + 3 * number * MINUTE)
        SlotFactory(cast=cast, starts_at=NOW + (number + 1) * DAY)
    reviewed(cast, *[5] * count)
    url = reverse("guest_portal:cast", args=[cast.user.public_id])
    client.get(url)

    with django_assert_num_queries(CAST_QUERIES):
        client.get(url)


# The cast, categories, settings of booking (twice) and rooms, days, slots, reviews.
CAST_QUERIES = 9


def test_a_bare_talk_counts_for_nobody(cast):
    TalkFactory(cast=cast.user)
    assert standing_of(cast).count == 0
