"""Objects as the verbs leave them. `now` of the test world is NOW unless a test says otherwise."""

from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory
from wagtail.models import Workflow, WorkflowTask

from accounts.enums import Role
from accounts.models import Guest, User
from cast_portal.models import (
    Cast,
    CastPortalSettings,
    Category,
    Rank,
    Reservation,
    ScreeningTask,
    Slot,
)
from cms_pages.models import Announcement
from talk_rooms.models import Attendance, Talk

# Tuesday, 2026-11-24 19:00 in Tokyo.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PASSWORD = "himitsu-no-aikotoba"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    role = Role.GUEST
    public_name = factory.Sequence(lambda n: f"ゲスト{n}")
    last_name = "佐藤"
    first_name = "花子"
    last_name_kana = "サトウ"
    first_name_kana = "ハナコ"

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        if create:
            self.save(update_fields=["password"])


class StaffFactory(UserFactory):
    role = Role.STAFF
    public_name = factory.Sequence(lambda n: f"事務局{n}")
    is_staff = True
    is_superuser = True


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    user = factory.SubFactory(UserFactory)
    introduction = "旅行と写真が好きです。"


class RankFactory(DjangoModelFactory):
    class Meta:
        model = Rank
        django_get_or_create = ("slug",)

    name = "ゴールド"
    slug = "gold"
    order = 3
    reward_yen = 600
    price_points = 1000


class SilverFactory(RankFactory):
    """A rank beside the usual one."""

    name = "シルバー"
    slug = "silver"
    order = 2


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    name = "雑談"
    slug = "chat"


class CastFactory(DjangoModelFactory):
    class Meta:
        model = Cast
        skip_postgeneration_save = True

    user = factory.SubFactory(
        UserFactory,
        role=Role.CAST,
        public_name=factory.Sequence(lambda n: f"キャスト{n}"),
        last_name="山田",
        first_name="太郎",
        last_name_kana="ヤマダ",
        first_name_kana="タロウ",
    )
    rank = factory.SubFactory(RankFactory)
    introduction = "映画の話をしましょう。"
    career = "俳優"
    created_at = NOW


class SlotFactory(DjangoModelFactory):
    """A free 3-minute slot; by default the next ones of `cast` from tomorrow on."""

    class Meta:
        model = Slot

    cast = factory.SubFactory(CastFactory)
    starts_at = factory.Sequence(lambda n: NOW + timedelta(days=1, minutes=3 * n))
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=3))


class TalkFactory(DjangoModelFactory):
    """A bare talk of two users, tomorrow, 3 minutes with 30 s margins."""

    class Meta:
        model = Talk

    cast = factory.SubFactory(UserFactory, role=Role.CAST)
    guest = factory.SubFactory(UserFactory)
    starts_at = factory.Sequence(lambda n: NOW + timedelta(days=1, minutes=3 * n))
    ends_at = factory.LazyAttribute(lambda talk: talk.starts_at + timedelta(minutes=3))
    margin_seconds = 30
    room_opens_seconds = 300
    created_at = NOW


class ReservationFactory(DjangoModelFactory):
    """A talk with its booking terms and its slot taken, as `reserve_slots` leaves them."""

    class Meta:
        model = Reservation
        skip_postgeneration_save = True

    cast = factory.SubFactory(CastFactory)
    talk = factory.SubFactory(TalkFactory, cast=factory.SelfAttribute("..cast.user"))
    slot_count = 1
    rank_name = "ゴールド"
    reward_yen = 600
    price_points = 1000
    cast_may_cancel_until = factory.LazyAttribute(
        lambda one: one.talk.starts_at - timedelta(minutes=60)
    )
    guest_may_cancel_until = factory.LazyAttribute(
        lambda one: one.talk.starts_at - timedelta(minutes=60)
    )
    report_until = factory.LazyAttribute(lambda one: one.talk.ends_at + timedelta(minutes=10))

    @factory.post_generation
    def slot(self, create, extracted, **kwargs):
        if create:
            SlotFactory(
                cast=self.cast,
                talk=self.talk,
                starts_at=self.talk.starts_at,
                ends_at=self.talk.ends_at,
            )


def attend(talk: Talk) -> Talk:
    """The guest sat in the room for the whole talk."""
    stay = {"joined_at": talk.starts_at, "left_at": talk.ends_at}
    Attendance.objects.create(talk=talk, user=talk.guest, **stay)
    return talk


class AnnouncementFactory(DjangoModelFactory):
    class Meta:
        model = Announcement
        skip_postgeneration_save = True

    title = factory.Sequence("お知らせ {}".format)
    body = "<p>本文です。</p>"
    first_published_at = NOW

    @factory.post_generation
    def ranks(self, create, extracted, **kwargs):
        if extracted:
            self.ranks.set(extracted)
            self.save()


def make_screening(*stages: str, group: str = "審査担当") -> Workflow:
    """The workflow for entries with these stages, all of one group, chosen in the settings."""
    workflow = Workflow.objects.create(name="キャスト審査")
    for order, name in enumerate(stages or ("書類の確認",)):
        task = ScreeningTask.objects.create(name=name)
        task.groups.add(Group.objects.get_or_create(name=group)[0])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    rules = CastPortalSettings.load()
    rules.screening_workflow = workflow
    rules.save()
    return workflow
