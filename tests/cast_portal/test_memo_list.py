import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast_portal.models import Memo
from tests.factories import CastFactory, ReservationFactory, UserFactory

pytestmark = pytest.mark.django_db
URL, EXPORT = "/cast/memos/", "/cast/memos/export/"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.user)


@pytest.fixture
def write(cast, now):
    def make(name, body, of=None):
        guest = UserFactory(public_name=name) if name else None
        return Memo.objects.create(cast=of or cast, guest=guest, body=body, updated_at=now)

    return make


def found(client, words=""):
    return [memo.body for memo in client.get(URL, {"q": words}).context["page"]]


@pytest.mark.parametrize("words", ["カメラ", "かめら", "ｶﾒﾗ", "そら カメラ", "CANON", "ｃａｎｏｎ"])
def test_memos_are_found_however_they_are_written(client, write, words):
    write("そら", "カメラはCanon。次は旅の話")
    write("うみ", "料理の話")
    assert found(client, words) == ["カメラはCanon。次は旅の話"]


def test_all_are_listed_but_empty_and_other_casts_ones(client, write):
    write("そら", "旅の話")
    write("うみ", "")
    write("かぜ", "よその話", of=CastFactory())
    assert found(client) == ["旅の話"]


def test_the_list_does_not_lead_to_itself(client):
    assert f'href="{URL}"' not in client.get(URL).content.decode()
    assert f'href="{URL}"' in client.get("/cast/").content.decode()


def test_words_that_stand_nowhere_are_told(client, write):
    write("そら", "旅の話")
    assert "「音楽」を含むメモはありません" in client.get(URL, {"q": "音楽"}).content.decode()


def test_the_list_costs_the_same_for_one_memo_and_three(client, write):
    write("そら", "旅の話")
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    write("うみ", "料理の話")
    write("かぜ", "音楽の話")
    with CaptureQueriesContext(connection) as three:
        client.get(URL)
    assert len(one) == len(three)


def test_the_export_holds_every_memo_of_the_cast_and_of_nobody_else(client, write):
    write(None, "全体のメモ")
    write("そら", "旅の話")
    write("かぜ", "よその話", of=CastFactory())
    answer = client.get(EXPORT)
    assert answer["Content-Disposition"] == 'attachment; filename="memos.txt"'
    text = answer.content.decode()
    assert text.index("全体のメモ") < text.index("そらさん") < text.index("旅の話")
    assert "よその話" not in text


def test_the_room_gets_the_memo_and_the_card_of_its_guest(client, cast, write):
    reservation = ReservationFactory(cast=cast, wish="旅の話がしたいです。")
    memo = {"guest": reservation.talk.guest, "body": "猫が好き"}
    Memo.objects.create(cast=cast, updated_at=reservation.talk.created_at, **memo)
    path = f"/cast/talks/{reservation.talk.public_id}/memo/"
    part = client.get(path).content.decode()
    assert "猫が好き" in part
    assert "旅の話がしたいです。" in part
    room = client.get(f"/talks/{reservation.talk.public_id}/room/").content.decode()
    assert f'data-part="{path}"' in room


def test_the_pages_are_a_casts_own(cast, guest, sign_in):
    path = f"/cast/talks/{ReservationFactory(cast=CastFactory()).talk.public_id}/memo/"
    assert sign_in(cast.user).get(path).status_code == 404
    for address in (URL, EXPORT, path):
        assert sign_in(guest).get(address).status_code == 404
