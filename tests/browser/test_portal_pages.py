"""What holds on every page that a cast and a guest reach after signing in."""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.browser.accessibility import broken_rules, one_pair

# People of the demo, and where each begins to look around: what no link of a page leads to.
PEOPLE = """
import json
import time
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from accounts.domain.renewal import ask_for_renewed_consent
from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from accounts.models import User
from cast_portal.domain.invitations import invite_cast
from cast_portal.models import Cast, Rank, RankInvitation, Slot
from cms_pages.demo.world import talk_to_try
from talk_rooms.models import Talk

def window(user, *starts):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session  # The password has just been typed, and will be so for an hour.
    typed = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
    session["account_authentication_methods"] = [typed]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return [client.cookies["sessionid"].value, starts]

now, staff = timezone.now(), User.objects.get(email="staff@example.com")
soon = talk_to_try(now=now)  # Whatever the age of the data: its room is open.
later = Talk.objects.filter(starts_at__gt=now + timedelta(hours=2), cancelled_at=None).first()
mio = Cast.objects.get(user__email="cast1@example.com")
higher = Rank.objects.filter(order__gt=mio.rank.order).first()
offered = RankInvitation.objects.filter(status="offered").first() or invite_cast(
    mio, rank=higher, message="ぜひお願いします。", by=staff, now=now
)
free = Slot.objects.filter(talk=None, starts_at__gt=now + timedelta(days=1)).first()
reserve = f"/casts/{free.cast.user.public_id}/reserve/?slots={free.pk}"
below = f"/talks/{later.public_id}"
people = {
    "cast": window(
        mio.user,
        f"/talks/{soon.public_id}/room/",
        "/cast/",
        "/cast/today/",
        "/cast/today/break/?length=60",
        "/my/account/",
    ),
    "guest": window(
        User.objects.get(email="guest1@example.com"), "/guest/", "/my/account/", reserve
    ),
    "reserved": window(later.cast, f"/cast{below}/", f"{below}/messages/"),
    "invited": window(offered.cast.user, f"/cast/invitation/{offered.public_id}/"),
}
newer = publish_terms(
    TermsKind.GUEST, title="規約", body_html="<h2>第1条</h2>", changes="第1条", now=now
)
ask_for_renewed_consent(newer, by=staff, now=now)
people["asked"] = window(later.guest, "/consent/")
print(json.dumps(people))
"""
LINKS = "() => [...document.querySelectorAll('main a[href], nav a[href]')].map((one) => one.href)"
# What a visitor may open too is looked at elsewhere.
OWN = re.compile(
    r"/(cast(?!/entry|/memos/export)|guest|my/(announcements|account)|accounts/(2fa|password/change)"
    r"|talks|contact|calendar|blocks)/"
)
REACHED = {
    "/cast/schedule/",
    "/cast/schedule/month/",
    "/cast/schedule/plan/",
    "/cast/memos/",
    "/cast/today/",
    "/cast/today/break/",
    "/calendar/",
    "/cast/profile/pictures/",
    "/cast/profile/pictures/*/",
    "/cast/profile/preview/",
    "/blocks/",
    "/cast/talks/*/",
    "/cast/talks/*/report/",
    "/cast/bank-account/",
    "/guest/talks/*/",
    "/guest/profile/",
    "/talks/*/room/",
    "/talks/*/call-test/",
    "/contact/*/",
    "/my/announcements/",
    "/my/account/",
    "/my/account/address/",
    "/my/account/devices/",
    "/my/account/export/",
    "/my/account/leave/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/password/change/",
    "/consent/",
}
NUMBER = re.compile(r"/(?:[2-9a-z]{12}|\d+)(?=/|$)")

# What stands by itself on a phone must be as high as a finger is wide.
LOW = """() => [...document.querySelectorAll(
    '.lone-link, .back-link, .button, .fold > summary, .brand, :is(footer, nav) a')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML)"""
WITH_LONE_LINKS = {
    "cast": ["/cast/", "/cast/today/", "/cast/talks/", "/cast/claims/", "/my/account/"],
    "guest": ["/guest/", "/guest/talks/", "/contact/"],
}


@pytest.fixture
def windows(person, platform):
    """(window, addresses to begin with) of each person."""

    def signed_in(name, key):
        page = person(name)
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": platform.url}])
        return page

    people = json.loads(platform.shell(PEOPLE))
    return [(signed_in(name, key), starts) for name, (key, starts) in people.items()]


def walk(page, starts, met):
    """Opens page after page along the links; of those that are met already no more than enough."""
    queue = list(starts)
    met.update(map(kind_of, queue))
    for address in queue:
        answer = page.goto(address)
        assert (answer.status, urlsplit(page.url).path) == (200, urlsplit(address).path)
        yield address
        for link in page.evaluate(LINKS):
            path = urlsplit(link).path
            kind = kind_of(path)
            if OWN.match(path) and path not in queue and met[kind] < enough(kind):
                met[kind] += 1
                queue.append(path)


def enough(kind):
    """Pages of one row differ by what it shows: a talk to come, one that is reported."""
    return 2 if "*" in kind else 1


def kind_of(address):
    return NUMBER.sub("/*", urlsplit(address).path)


def test_no_page_of_the_portals_breaks_a_rule_of_accessibility(windows):
    broken, met = [], Counter()
    for page, starts in windows:
        for number, _address in enumerate(walk(page, starts, met)):
            broken += broken_rules(page, one_pair(number))

    assert broken == []
    assert met.keys() >= REACHED


def test_what_stands_by_itself_on_a_phone_is_as_high_as_a_finger(windows):
    low = []
    for (page, _starts), addresses in zip(windows, WITH_LONE_LINKS.values(), strict=False):
        page.set_viewport_size({"width": 360, "height": 800})
        for address in addresses:
            page.goto(address)
            low += page.evaluate(LOW)

    assert low == []
