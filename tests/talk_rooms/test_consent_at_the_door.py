"""A room is no way round terms that must be accepted first."""

from asgiref.sync import sync_to_async

from accounts.domain.renewal import ask_for_renewed_consent
from accounts.domain.terms import current_terms, publish_terms, record_consents
from accounts.enums import TermsKind
from tests.factories import NOW, StaffFactory
from tests.talk_rooms.sockets import GUEST_PAGE, dial, path_of


@sync_to_async
def ask():
    terms = publish_terms(TermsKind.GUEST, title="規約", body_html="<p>一</p>", now=NOW)
    ask_for_renewed_consent(terms, by=StaffFactory(), now=NOW)


@sync_to_async
def accept(client, user):
    terms = current_terms(TermsKind.GUEST)
    client.post("/consent/", {f"consent_{one.kind}": one.pk for one in terms})
    return user.consents.count()


async def test_who_must_consent_first_is_turned_away_and_then_let_in(meet, sign_in):
    meeting = await meet()
    await ask()
    client = await sync_to_async(sign_in)(meeting.talk.guest)

    socket = await dial(path_of(meeting.talk, GUEST_PAGE), client=client)
    assert await socket.parting() == ("consent_wanted", 4451)

    assert await accept(client, meeting.talk.guest) == 1
    meeting.guest_client = client
    async with meeting.guest() as guest:
        assert guest.welcome["side"] == "guest"


async def test_who_has_consented_sits_down(meet, sign_in):
    meeting = await meet()
    await ask()
    terms = await sync_to_async(current_terms)(TermsKind.GUEST)
    await sync_to_async(record_consents)(meeting.talk.guest, terms, now=NOW)
    meeting.guest_client = await sync_to_async(sign_in)(meeting.talk.guest)

    async with meeting.guest() as guest:
        assert guest.welcome["side"] == "guest"
