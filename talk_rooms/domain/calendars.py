"""Talks as iCalendar (RFC 5545) writes them, all in Asia/Tokyo."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from accounts.models import User
from kernel.links import absolute_reverse
from talk_rooms.domain.access import other_person
from talk_rooms.models import CalendarFeed, Talk
from talk_rooms.models.calendar import new_secret

REMEMBERED = timedelta(days=90)
LOOKED_AT_EVERY = timedelta(hours=1)


def feed_of(user: User) -> CalendarFeed:
    feed, _created = CalendarFeed.objects.get_or_create(user=user)
    return feed


def renew_feed(user: User) -> CalendarFeed:
    """A new address; the old one is nobody's from now on."""
    feed, _created = CalendarFeed.objects.update_or_create(
        user=user, defaults={"secret": new_secret()}
    )
    return feed


def feed_text(feed: CalendarFeed, *, now: datetime) -> bytes:
    """The person's talks from 90 days back on; cancelled ones as cancelled."""
    mine = Q(cast=feed.user) | Q(guest=feed.user)
    talks = Talk.objects.filter(mine, ends_at__gte=now - REMEMBERED)
    found = talks.select_related("cast", "guest").order_by("starts_at")
    calendar = calendar_of(found, reader=feed.user)
    # RFC 7986, and the older name that Outlook and others read.
    calendar.add("refresh-interval", LOOKED_AT_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOKED_AT_EVERY).to_ical().decode())
    return calendar.to_ical()


def calendar_text(talks: Iterable[Talk], *, reader: User) -> bytes:
    return calendar_of(talks, reader=reader).to_ical()


def calendar_of(talks: Iterable[Talk], *, reader: User) -> Calendar:
    """What `reader` sees: the other side's public name, the times, the way to the talk's page."""
    calendar = Calendar()
    calendar.add("prodid", "-//サシトーク//talks//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("サシトーク"))
    calendar.add("x-wr-timezone", str(get_default_timezone()))
    for talk in talks:
        calendar.add_component(event_of(talk, reader))
    calendar.add_missing_timezones()
    return calendar


def event_of(talk: Talk, reader: User) -> Event:
    event = Event()
    link = absolute_reverse("talk_rooms:messages", talk.public_id)
    title = _("サシトーク：%(name)sさん") % {"name": other_person(talk, reader)}
    event.add("uid", f"{talk.public_id}@sashitalk")
    # A calendar believes the higher number, and a cancelled talk is never revived.
    event.add("sequence", int(talk.is_cancelled))
    event.add("dtstamp", talk.cancelled_at or talk.created_at)
    event.add("dtstart", localtime(talk.starts_at, get_default_timezone()))
    event.add("dtend", localtime(talk.ends_at, get_default_timezone()))
    event.add("summary", title)
    event.add("description", link)
    event.add("url", link)
    event.add("status", "CANCELLED" if talk.is_cancelled else "CONFIRMED")
    return event
