"""What has happened and will happen in the demo, told to the same verbs that the pages call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import User
from cast_portal.domain.booking import reserve_slots
from cast_portal.domain.grid import day_of, midnight
from cast_portal.domain.reports import file_report
from cast_portal.domain.schedule import offer_slots
from cast_portal.enums import Outcome
from cast_portal.models import Cast, CastPortalSettings, Slot
from guest_portal.domain.reviews import review_talk
from talk_rooms.domain.attendance import enter_room, leave_room, note_media
from talk_rooms.domain.messages import read_messages, send_message
from talk_rooms.domain.talks import end_talk
from talk_rooms.enums import TalkStatus
from talk_rooms.models import Talk

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def at(now: datetime, *, days: int, hour: int, minute: int = 0) -> datetime:
    """That time of day in Tokyo, so many days from today."""
    return midnight(day_of(now) + days * DAY) + timedelta(hours=hour, minutes=minute)


def slot_starts(first: datetime, count: int) -> list[datetime]:
    length = timedelta(seconds=CastPortalSettings.load().slot_seconds)
    return [first + number * length for number in range(count)]


def reserve(
    cast: Cast, guest: User, starts_at: datetime, *, slots: int, wish: str, now: datetime
) -> Talk:
    """Offers the slots unless they are on offer, and reserves them as one talk."""
    starts = slot_starts(starts_at, slots)
    offer_slots(cast, starts=starts, now=now)
    ids = Slot.objects.filter(cast=cast, starts_at__in=starts).values_list("pk", flat=True)
    return reserve_slots(cast, guest=guest, slot_ids=list(ids), wish=wish, now=now)


def past_talk(cast: Cast, guest: User, starts_at: datetime, *, slots: int, wish: str) -> Talk:
    return reserve(cast, guest, starts_at, slots=slots, wish=wish, now=starts_at - 2 * DAY)


def converse(talk: Talk, *lines: tuple[User, str], now: datetime) -> None:
    """Messages from `now` on, each read by the other side before the next."""
    for number, (sender, body) in enumerate(lines):
        moment = now + 7 * number * MINUTE
        read_messages(talk, reader=sender, now=moment)
        send_message(talk, sender=sender, body=body, now=moment)


def meet(talk: Talk) -> None:
    """Both come a minute early, see each other at once, and stay to the end of the talk time."""
    for person in (talk.cast, talk.guest):
        seat = enter_room(talk, user=person, now=talk.starts_at - MINUTE)
        note_media(seat.pk, now=talk.starts_at - MINUTE / 2)
        leave_room(seat.pk, now=talk.talk_ends_at)


def finished_talk(talk: Talk, *, rating: int, comment: str, impressions: str) -> Talk:
    meet(talk)
    report(talk, Outcome.DONE, rating=5, impressions=impressions)
    reviewed_at = talk.ends_at + timedelta(hours=1)
    review_talk(talk, by=talk.guest, rating=rating, comment=comment, now=reviewed_at)
    return talk


def missed_talk(talk: Talk) -> Talk:
    """The cast waited; the guest did not come."""
    seat = enter_room(talk, user=talk.cast, now=talk.starts_at - MINUTE)
    leave_room(seat.pk, now=talk.ends_at - MINUTE / 2)
    report(talk, Outcome.GUEST_ABSENT, impressions="お見えになりませんでした。")
    return talk


def doubtful_talk(talk: Talk) -> Talk:
    """Reported as done although the room never saw the two connected: held for staff."""
    seat = enter_room(talk, user=talk.cast, now=talk.starts_at)
    leave_room(seat.pk, now=talk.talk_ends_at)
    report(talk, Outcome.DONE, impressions="途中で映像が止まりましたが、お話はできました。")
    return talk


def unreported_talk(talk: Talk) -> Talk:
    meet(talk)
    return end_talk(talk, now=talk.ends_at + MINUTE)


def report(
    talk: Talk, outcome: Outcome, *, rating: int | None = None, impressions: str = ""
) -> None:
    file_report(
        talk,
        by=talk.cast,
        outcome=outcome,
        rating=rating,
        impressions=impressions,
        now=talk.ends_at + 2 * MINUTE,
    )


def open_evenings(casts: Sequence[Cast], *, now: datetime, days: int = 7) -> None:
    """Free slots of every cast on the next evenings; what is on offer already stays."""
    for number, cast in enumerate(casts):
        starts = [
            start
            for day in range(1, days + 1)
            for start in slot_starts(at(now, days=day, hour=19 + (number + day) % 3), 10)
        ]
        offer_slots(cast, starts=starts, now=now)


def soon_talk(cast: Cast, guest: User, *, now: datetime) -> Talk:
    """The talk to try: the one that is ahead, or a new one that starts in about two minutes."""
    ahead = Talk.objects.filter(
        cast=cast.user,
        guest=guest,
        status=TalkStatus.RESERVED,
        starts_at__gt=now + MINUTE,
        starts_at__lte=now + 10 * MINUTE,
    )
    return ahead.order_by("starts_at").first() or new_soon_talk(cast, guest, now=now)


def new_soon_talk(cast: Cast, guest: User, *, now: datetime) -> Talk:
    length = timedelta(seconds=CastPortalSettings.load().slot_seconds)
    starts_at = free_from(whole_minute(now + 1.55 * MINUTE), length, cast.user, guest)
    # On the minute rather than on the schedule's grid, or it might be five minutes away.
    in_the_way = Slot.objects.filter(cast=cast, talk=None, starts_at__lt=starts_at + length)
    in_the_way.filter(ends_at__gt=starts_at).delete()
    slot = Slot.objects.create(cast=cast, starts_at=starts_at, ends_at=starts_at + length)
    booked_at = starts_at - timedelta(hours=2)
    talk = reserve_slots(
        cast, guest=guest, slot_ids=[slot.pk], wish="最近観た映画の話がしたいです。", now=booked_at
    )
    lines = [(guest, "今日はよろしくお願いします。"), (cast.user, "お待ちしています！")]
    converse(talk, *lines, now=booked_at + 5 * MINUTE)
    return talk


def free_from(starts_at: datetime, length: timedelta, cast: User, guest: User) -> datetime:
    """The first whole minute from `starts_at` on at which neither has another talk."""
    others = Talk.objects.filter(Q(cast=cast) | Q(guest=guest)).exclude(status=TalkStatus.CANCELLED)
    while other := others.filter(starts_at__lt=starts_at + length, ends_at__gt=starts_at).first():
        starts_at = whole_minute(other.ends_at)
    return starts_at


def whole_minute(moment: datetime) -> datetime:
    """This minute if it has just begun, or the next."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
