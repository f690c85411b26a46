import pytest
from django.contrib.auth.models import Permission

from cast_portal.domain.invitations import accept_invitation
from cast_portal.models import RankInvitation
from notices.models import OutgoingMail
from tests.cast_portal.invitations.conftest import MESSAGE
from tests.factories import CastFactory, StaffFactory

pytestmark = pytest.mark.django_db
REGISTER = "/admin/rank-invitations/"
INVITE = f"{REGISTER}new/"
REASON = "ご案内する方を間違えたため"


@pytest.fixture
def office(staff, sign_in):
    return sign_in(staff)


@pytest.fixture
def colleague(sign_in):
    def make(*codenames):
        user = StaffFactory(is_superuser=False)
        names = ["access_admin", *codenames]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return sign_in(user)

    return make


def test_the_form_names_who_was_ticked(office, platinum):
    one, two, other = CastFactory.create_batch(3)

    page = office.get(f"{INVITE}?casts={one.pk}&casts={two.pk}").content.decode()

    assert str(one) in page
    assert str(two) in page
    assert f'value="{other.pk}">' not in page.split("ご案内するランク")[0]
    assert "プラチナ（1枠 900円）" in page


def test_several_are_invited_in_one_go(office, staff, platinum):
    casts = CastFactory.create_batch(2)
    data = {"casts": [cast.pk for cast in casts], "rank": platinum.pk, "message": MESSAGE}

    answer = office.post(INVITE, data, follow=True)

    assert "2名にランクをご案内しました" in answer.content.decode()
    invitations = RankInvitation.objects.all()
    assert {(one.cast, one.invited_by) for one in invitations} == {(one, staff) for one in casts}
    assert OutgoingMail.objects.count() == 2


def test_who_could_not_be_invited_is_named_with_the_reason(office, cast, invitation, platinum):
    free = CastFactory()
    data = {"casts": [cast.pk, free.pk], "rank": platinum.pk, "message": MESSAGE}

    page = office.post(INVITE, data, follow=True).content.decode()

    assert "1名にランクをご案内しました" in page
    assert f"{cast}さん：回答待ちのご案内があります。" in page


def test_when_nobody_could_be_invited_the_form_comes_back(office, cast, invitation, platinum):
    data = {"casts": [cast.pk], "rank": platinum.pk, "message": "残る文章"}

    answer = office.post(INVITE, data)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "どなたにもご案内できませんでした" in page
    assert "残る文章" in page


@pytest.mark.parametrize("field", ["rank", "message"])
def test_rank_and_message_are_asked_for(office, cast, platinum, field):
    data = {"casts": [cast.pk], "rank": platinum.pk, "message": MESSAGE} | {field: ""}

    answer = office.post(INVITE, data)

    assert answer.status_code == 422
    assert str(cast) in answer.content.decode()
    assert not RankInvitation.objects.exists()


@pytest.mark.parametrize("query", ["", "?casts=0", "?casts=x"])
def test_without_anybody_ticked_the_page_says_so(office, query, platinum):
    assert "選ばれていません" in office.get(INVITE + query).content.decode()
    answer = office.post(INVITE + query, {"rank": platinum.pk, "message": MESSAGE})
    assert answer.status_code == 422


def test_the_register_is_listed_and_filtered(office, cast, invite, invitation, now):
    other = CastFactory()
    accept_invitation(invite(other), by=other.user, now=now)

    page = office.get(REGISTER).content.decode()
    assert str(cast) in page
    assert str(other) in page
    assert f'href="{REGISTER}{invitation.pk}/"' in page
    assert "12月8日(火) 19:00" in page
    page = office.get(f"{REGISTER}?status=accepted").content.decode()
    assert str(other) in page
    assert f"{REGISTER}{invitation.pk}/" not in page


def test_the_register_costs_the_same_queries_for_any_number(
    office, invite, invitation, django_assert_num_queries, django_assert_max_num_queries
):
    office.get(REGISTER)
    with django_assert_max_num_queries(30) as with_one:
        office.get(REGISTER)
    for _ in range(3):
        invite(CastFactory())

    with django_assert_num_queries(len(with_one)):
        office.get(REGISTER)


def test_an_offer_is_withdrawn_with_a_reason(office, invitation):
    page = office.get(f"{REGISTER}{invitation.pk}/").content.decode()
    assert MESSAGE in page
    url = f"{REGISTER}{invitation.pk}/withdraw/"
    assert url in page
    assert office.post(url, {"reason": ""}).status_code == 422

    page = office.post(url, {"reason": REASON}, follow=True).content.decode()

    invitation.refresh_from_db()
    assert invitation.status == "withdrawn"
    assert REASON in page
    assert url not in page


def test_an_accepted_offer_cannot_be_withdrawn(office, cast, invitation, now):
    accept_invitation(invitation, by=cast.user, now=now)

    answer = office.post(f"{REGISTER}{invitation.pk}/withdraw/", {"reason": REASON})

    assert answer.status_code == 422
    invitation.refresh_from_db()
    assert invitation.status == "accepted"


def test_the_casts_page_shows_offers_and_changes_of_rank(office, cast, invitation, now):
    accept_invitation(invitation, by=cast.user, now=now)

    page = office.get(f"/admin/casts/inspect/{cast.pk}/").content.decode()

    assert "ゴールド → プラチナ" in page
    assert "2026/11/24 19:00" in page
    assert f"ランクのご案内の承諾（{invitation.public_id}）" in page
    assert f'href="{INVITE}?casts={cast.pk}"' in page


def test_reading_allows_neither_inviting_nor_withdrawing(colleague, cast, invitation, platinum):
    reader = colleague("view_rankinvitation", "view_cast")
    assert reader.get(REGISTER).status_code == 200
    page = reader.get(f"{REGISTER}{invitation.pk}/").content.decode()
    assert "withdraw" not in page
    assert INVITE not in reader.get(f"/admin/casts/inspect/{cast.pk}/").content.decode()

    reader.post(f"{REGISTER}{invitation.pk}/withdraw/", {"reason": REASON})
    data = {"casts": [CastFactory().pk], "rank": platinum.pk, "message": MESSAGE}
    reader.post(INVITE, data)

    invitation.refresh_from_db()
    assert invitation.status == "offered"
    assert RankInvitation.objects.count() == 1


def test_inviting_does_not_allow_withdrawing(colleague, invitation):
    inviter = colleague("add_rankinvitation")

    inviter.post(f"{REGISTER}{invitation.pk}/withdraw/", {"reason": REASON})

    invitation.refresh_from_db()
    assert invitation.status == "offered"


@pytest.mark.parametrize("who", ["cast", "guest", "staff_without"])
def test_nobody_else_reaches_these_screens(who, cast, guest, invitation, sign_in, colleague):
    users = {"cast": cast.user, "guest": guest}
    client = colleague("view_cast") if who == "staff_without" else sign_in(users[who])

    for url in (REGISTER, INVITE, f"{REGISTER}{invitation.pk}/"):
        assert client.get(url).status_code in (302, 403)
