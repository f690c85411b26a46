"""The demo as a whole: a few weeks that have passed, and a week ahead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Site

from accounts.models import User
from cast_portal.domain.booking import cancel_reservation
from cast_portal.domain.invitations import invite_cast
from cast_portal.domain.memos import save_memo
from cast_portal.models import Cast, Rank
from cms_pages.demo.cast_of_characters import AOI, APPLICANTS, HARUTO, NAGI, OTHER_CASTS, SORA
from cms_pages.demo.letters import write_letters
from cms_pages.demo.money import (
    open_account,
    open_house_account,
    pay_everything,
    slots_per_talk,
)
from cms_pages.demo.people import (
    BOOKKEEPER,
    CAST_1,
    GUEST_1,
    STAFF,
    enter,
    make_cast,
    make_guest,
    make_member,
    make_staff,
)
from cms_pages.demo.talks import (
    DAY,
    at,
    converse,
    doubtful_talk,
    finished_talk,
    missed_talk,
    open_evenings,
    past_talk,
    reserve,
    soon_talk,
    unreported_talk,
)
from cms_pages.demo_pages import create_pages
from kernel.demo_accounts import STAFF_ACCOUNTS
from payouts.domain.claims import claim_rewards
from talk_rooms.enums import Side
from talk_rooms.models import Talk

COMMENTS = [
    (5, "短い時間なのに、ちゃんと話せた気がします。", "映画の好みが近くて盛り上がりました。"),
    (5, "声がやさしくて、緊張がほどけました。", "お仕事の悩みを落ち着いて話してくださいました。"),
    (4, "あっという間でした。次は長めに予約します。", "次回は続きを話す約束です。"),
    (5, "おすすめの舞台、チケットを取りました！", "舞台のおすすめをお伝えしました。"),
]
WISHES = ["最近観た映画の話", "仕事の相談", "おすすめの舞台を知りたい", "近況報告"]


@dataclass(frozen=True)
class World:
    aoi: Cast
    haruto: Cast
    nagi: User
    sora: User
    staff: User
    bookkeeper: User


@transaction.atomic
def load_demo(*, now: datetime) -> None:
    """Makes the demo once; then and later sees to free evenings ahead."""
    create_pages(now=now)
    follow_address()
    if not User.objects.filter(email=CAST_1).exists():
        make_world(now=now)
    casts = Cast.objects.select_related("user", "rank").filter(user__email__startswith="cast")
    open_evenings(list(casts.order_by("pk")), now=now)


@transaction.atomic
def talk_to_try(*, now: datetime) -> Talk:
    """The talk of the first cast and the first guest that starts soon."""
    cast = Cast.objects.select_related("user", "rank").get(user__email=CAST_1)
    return soon_talk(cast, User.objects.get(email=GUEST_1), now=now)


def follow_address() -> None:
    """A demo that was moved to another port must not link to the old one."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = address.hostname, address.port or 80
    site.save(update_fields=["hostname", "port"])


def make_world(*, now: datetime) -> None:
    world = people_arrive(now=now)
    earlier_weeks(world, now=now)
    last_week(world, now=now)
    week_ahead(world, now=now)
    notes(world, now=now)
    offer_rank(world, now=now)
    write_letters(cast=world.aoi.user, guest=world.nagi, office=world.staff, now=now)


def people_arrive(*, now: datetime) -> World:
    staff = make_staff(STAFF, "事務局 三浦")
    bookkeeper = make_member("経理", BOOKKEEPER, "経理 小野")
    for account in STAFF_ACCOUNTS:
        make_member(account.label, account.email, f"{account.label} デモ")
    start = now - 40 * DAY
    nagi = make_guest(NAGI, topics="映画、舞台、眠れない夜のこと", now=start).user
    sora = make_guest(SORA, topics="英語、資格試験、コーヒー", now=start).user
    aoi, haruto, *_ = [
        make_cast(person, by=staff, now=start) for person in (AOI, HARUTO, *OTHER_CASTS)
    ]
    # One entry is fresh, the other should have been decided by now.
    for applicant, days in zip(APPLICANTS, (2, 14), strict=True):
        enter(applicant, now=now - days * DAY)
    open_house_account()
    open_account(aoi, number="1234567", branch=2, now=start + DAY)
    open_account(haruto, number="7654321", branch=5, now=start + DAY)
    return World(aoi, haruto, nagi, sora, staff, bookkeeper)


def four_talks(cast: Cast, guests: list[User], first_day: int, *, now: datetime) -> None:
    """Every other day from `first_day` on, together enough for a claim."""
    slots = slots_per_talk(cast.rank, talks=len(COMMENTS))
    for number, (rating, comment, impressions) in enumerate(COMMENTS):
        talk = past_talk(
            cast,
            guests[number % len(guests)],
            at(now, days=first_day + 2 * number, hour=20),
            slots=slots,
            wish=WISHES[number],
        )
        finished_talk(talk, rating=rating, comment=comment, impressions=impressions)


def earlier_weeks(world: World, *, now: datetime) -> None:
    """Talks that have been claimed and paid."""
    four_talks(world.aoi, [world.nagi, world.sora], -30, now=now)
    claimed_at = at(now, days=-22, hour=11)
    pay_everything(world.aoi, maker=world.staff, approver=world.bookkeeper, now=claimed_at)


def last_week(world: World, *, now: datetime) -> None:
    """Talks that can be claimed, a claim that waits, and three talks that staff must look at."""
    four_talks(world.aoi, [world.sora, world.nagi], -12, now=now)
    four_talks(world.haruto, [world.sora], -11, now=now)
    claim_rewards(world.haruto, now=at(now, days=-1, hour=9))
    missed_talk(talk_on(world.aoi, world.sora, now=now, days=-3))
    doubtful_talk(talk_on(world.haruto, world.nagi, now=now, days=-2))
    unreported_talk(talk_on(world.aoi, world.nagi, now=now, days=-1))


def talk_on(cast: Cast, guest: User, *, now: datetime, days: int) -> Talk:
    return past_talk(cast, guest, at(now, days=days, hour=8), slots=1, wish="朝のひとこと")


def week_ahead(world: World, *, now: datetime) -> None:
    tomorrow = at(now, days=1, hour=21)
    booked = now - timedelta(hours=5)
    talk = reserve(world.aoi, world.nagi, tomorrow, slots=2, wish=WISHES[0], now=booked)
    lines = [
        (world.nagi, "はじめての2枠です。少しゆっくり話せたらうれしいです。"),
        (world.aoi.user, "うれしいです！話したい映画を三本、選んでおいてくださいね。"),
        (world.nagi, "三本に絞るのが難しそうです…考えておきます。"),
    ]
    converse(talk, *lines, now=booked + timedelta(minutes=10))
    evening, later = (at(now, days=days, hour=21) for days in (2, 4))
    reserve(world.haruto, world.sora, evening, slots=1, wish="長文読解のこつ", now=booked)
    reserve(world.aoi, world.sora, later, slots=1, wish="朗読番組の感想", now=booked - DAY)
    given_up = at(now, days=3, hour=21)
    talk = reserve(world.aoi, world.sora, given_up, slots=1, wish=WISHES[3], now=booked)
    cancel_reservation(
        talk, by=world.sora, side=Side.GUEST, reason="急な予定が入りました。", now=now
    )


def offer_rank(world: World, *, now: datetime) -> None:
    message = (
        "ゲストのみなさまから、いつも高い評価をいただいています。\n"
        "感謝をこめて、プラチナランクへご案内します。これからのご活躍も楽しみにしています。"
    )
    platinum = Rank.objects.get(slug="platinum")
    invite_cast(world.aoi, rank=platinum, message=message, by=world.staff, now=now - DAY)


def notes(world: World, *, now: datetime) -> None:
    body = "・照明は早めに点ける\n・終わったら10分以内に完了報告\n・来週の朗読は宮沢賢治"
    save_memo(world.aoi, guest=None, body=body, seen=0, now=now)
    about_nagi = (
        "映画は単館系が好き。犬を飼い始めた（名前はムギ）。夜は眠そうなので早めに切り上げる。"
    )
    save_memo(world.aoi, guest=world.nagi, body=about_nagi, seen=0, now=now)
