import pytest
import time_machine
from django.utils.html import escape

from cast_portal.domain.errors import MemoRefused
from cast_portal.domain.memos import memo_of, save_memo
from cast_portal.models import Memo
from tests.factories import CastFactory, ReservationFactory

pytestmark = pytest.mark.django_db
URL = "/cast/memo/"
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def met(cast, guest, now):
    """The guest has reserved a talk with the cast."""
    ReservationFactory(cast=cast, talk__guest=guest)
    return guest


def test_a_cast_has_one_general_memo(cast, now):
    save_memo(cast, guest=None, body="土曜は夜だけ", now=now)
    save_memo(cast, guest=None, body="土曜は朝だけ", now=now)
    assert Memo.objects.get().body == "土曜は朝だけ"


def test_there_is_one_memo_per_guest(cast, met, now):
    save_memo(cast, guest=None, body="全体", now=now)
    save_memo(cast, guest=met, body="猫を飼っている", now=now)
    assert memo_of(cast, met).body == "猫を飼っている"
    assert memo_of(cast, None).body == "全体"


def test_another_cast_keeps_a_memo_of_its_own(cast, met, now):
    other = CastFactory()
    ReservationFactory(cast=other, talk__guest=met)
    save_memo(cast, guest=met, body="猫を飼っている", now=now)
    assert memo_of(other, met).body == ""


def test_no_memo_about_a_guest_who_never_reserved(cast, guest, now):
    with pytest.raises(MemoRefused, match="unknown_guest"):
        save_memo(cast, guest=guest, body="?", now=now)


def test_the_form_saves_and_goes_back_to_where_it_stood(cast, met, sign_in, now):
    with time_machine.travel(now, tick=False):
        data = {"body": "次は旅の話", "guest": met.public_id, "next": "/cast/talks/"}
        answer = sign_in(cast.user).post(URL, data)
    assert (answer.status_code, answer["Location"]) == (302, "/cast/talks/")
    assert memo_of(cast, met).body == "次は旅の話"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", ""])
def test_the_way_back_never_leaves_the_site(cast, sign_in, elsewhere):
    answer = sign_in(cast.user).post(URL, {"body": "", "next": elsewhere})
    assert answer["Location"] == "/cast/"


def test_a_script_is_told_when_it_was_saved(cast, sign_in, now):
    with time_machine.travel(now, tick=False):
        answer = sign_in(cast.user).post(URL, {"body": " 空白も\n残す "}, **JSON)
    assert answer.json() == {"saved_at": "19:00"}
    assert memo_of(cast, None).body == " 空白も\n残す "


def test_a_memo_can_be_emptied(cast, sign_in, now):
    save_memo(cast, guest=None, body="古いメモ", now=now)
    sign_in(cast.user).post(URL, {"body": ""}, **JSON)
    assert memo_of(cast, None).body == ""


def test_a_memo_that_is_too_long_is_refused_with_the_text_kept(cast, sign_in):
    text = "あ" * 5001
    client = sign_in(cast.user)
    assert client.post(URL, {"body": text}, **JSON).status_code == 422
    page = client.post(URL, {"body": text})
    assert page.status_code == 422
    assert text in page.content.decode()
    assert not Memo.objects.exists()


def test_a_script_hears_of_a_refusal(cast, guest, sign_in):
    data = {"body": "?", "guest": guest.public_id}
    answer = sign_in(cast.user).post(URL, data, **JSON)
    assert answer.status_code == 422
    assert "予約のあったゲスト" in answer.json()["message"]


def test_an_unknown_guest_is_404(cast, sign_in):
    assert sign_in(cast.user).post(URL, {"body": "?", "guest": "nobody"}).status_code == 404


def test_a_memo_is_written_by_post_only_and_coming_by_link_leads_to_the_dashboard(cast, sign_in):
    response = sign_in(cast.user).get(f"{URL}?body=x")
    assert response.url == "/cast/"
    assert not Memo.objects.exists()


def test_the_memo_is_shown_as_written_and_safely(cast, sign_in, now):
    save_memo(cast, guest=None, body="<b>太字</b>", now=now)
    page = sign_in(cast.user).get("/cast/").content.decode()
    assert escape("<b>太字</b>") in page
    assert "<b>太字</b>" not in page
