import pytest
import time_machine
from django.utils.html import escape

from cast_portal.domain.errors import MemoChanged, MemoRefused
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
    save_memo(cast, guest=None, body="土曜は夜だけ", seen=0, now=now)
    save_memo(cast, guest=None, body="土曜は朝だけ", seen=1, now=now)
    assert Memo.objects.get().body == "土曜は朝だけ"


def test_there_is_one_memo_per_guest(cast, met, now):
    save_memo(cast, guest=None, body="全体", seen=0, now=now)
    save_memo(cast, guest=met, body="猫を飼っている", seen=0, now=now)
    assert memo_of(cast, met).body == "猫を飼っている"
    assert memo_of(cast, None).body == "全体"


def test_another_cast_keeps_a_memo_of_its_own(cast, met, now):
    other = CastFactory()
    ReservationFactory(cast=other, talk__guest=met)
    save_memo(cast, guest=met, body="猫を飼っている", seen=0, now=now)
    assert memo_of(other, met).body == ""


def test_no_memo_about_a_guest_who_never_reserved(cast, guest, now):
    with pytest.raises(MemoRefused, match="unknown_guest"):
        save_memo(cast, guest=guest, body="?", seen=0, now=now)


def test_who_writes_over_a_text_they_have_not_seen_is_told(cast, now):
    save_memo(cast, guest=None, body="古いメモ", seen=0, now=now)
    save_memo(cast, guest=None, body="電話で書いた", seen=1, now=now)
    with pytest.raises(MemoChanged, match="memo_changed") as refusal:
        save_memo(cast, guest=None, body="机で書いた", seen=1, now=now)
    assert (refusal.value.memo.body, refusal.value.memo.version) == ("電話で書いた", 2)
    assert memo_of(cast, None).body == "電話で書いた"


def test_the_same_text_from_two_windows_is_no_clash(cast, now):
    save_memo(cast, guest=None, body="同じ", seen=0, now=now)
    assert save_memo(cast, guest=None, body="同じ", seen=0, now=now).version == 1


def test_a_script_gets_the_other_text_to_choose_from(cast, sign_in, now):
    with time_machine.travel(now, tick=False):
        save_memo(cast, guest=None, body="電話で書いた", seen=0, now=now)
        answer = sign_in(cast.user).post(URL, {"body": "机で書いた", "version": 0}, **JSON)
    assert answer.status_code == 409
    assert answer.json() == {"body": "電話で書いた", "version": 1, "saved_at": "19:00"}


def test_without_scripts_the_page_shows_both_texts_and_takes_the_second(cast, sign_in, now):
    save_memo(cast, guest=None, body="電話で書いた", seen=0, now=now)
    client = sign_in(cast.user)
    answer = client.post(URL, {"body": "机で書いた", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "電話で書いた" in page
    assert "机で書いた" in page
    version = answer.context["form"]["version"].value()
    client.post(URL, {"body": "机で書いた", "version": version})
    assert memo_of(cast, None).body == "机で書いた"


def test_an_open_window_asks_only_for_the_memos_it_shows(cast, met, sign_in, now):
    other = ReservationFactory(cast=cast).talk.guest
    for guest in (None, met, other):
        save_memo(cast, guest=guest, body="メモ", seen=0, now=now)
    save_memo(CastFactory(), guest=None, body="ほかのキャスト", seen=0, now=now)
    found = sign_in(cast.user).get(URL, {"guest": ["", met.public_id]}, **JSON).json()
    assert found.keys() == {"", met.public_id}
    assert found[""]["body"] == "メモ"


def test_the_form_saves_and_goes_back_to_where_it_stood(cast, met, sign_in, now):
    with time_machine.travel(now, tick=False):
        data = {"body": "次は旅の話", "version": 0, "guest": met.public_id, "next": "/cast/talks/"}
        answer = sign_in(cast.user).post(URL, data)
    assert (answer.status_code, answer["Location"]) == (302, "/cast/talks/")
    assert memo_of(cast, met).body == "次は旅の話"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", ""])
def test_the_way_back_never_leaves_the_site(cast, sign_in, elsewhere):
    answer = sign_in(cast.user).post(URL, {"body": "", "version": 0, "next": elsewhere})
    assert answer["Location"] == "/cast/"


def test_a_script_is_told_when_it_was_saved(cast, sign_in, now):
    with time_machine.travel(now, tick=False):
        answer = sign_in(cast.user).post(URL, {"body": " 空白も\r\n残す ", "version": 0}, **JSON)
    saved = {"body": " 空白も\n残す ", "version": 1, "saved_at": "19:00"}
    assert answer.json() == saved
    assert memo_of(cast, None).body == " 空白も\n残す "


def test_a_memo_can_be_emptied(cast, sign_in, now):
    save_memo(cast, guest=None, body="古いメモ", seen=0, now=now)
    sign_in(cast.user).post(URL, {"body": "", "version": 1}, **JSON)
    assert memo_of(cast, None).body == ""


def test_a_memo_that_is_too_long_is_refused_with_the_text_kept(cast, sign_in):
    text = "あ" * 5001
    client = sign_in(cast.user)
    assert client.post(URL, {"body": text, "version": 0}, **JSON).status_code == 422
    page = client.post(URL, {"body": text, "version": 0})
    assert page.status_code == 422
    assert text in page.content.decode()
    assert not Memo.objects.exists()


def test_a_script_hears_of_a_refusal(cast, guest, sign_in):
    data = {"body": "?", "version": 0, "guest": guest.public_id}
    answer = sign_in(cast.user).post(URL, data, **JSON)
    assert answer.status_code == 422
    assert "予約のあったゲスト" in answer.json()["message"]


def test_an_unknown_guest_is_404(cast, sign_in):
    data = {"body": "?", "version": 0, "guest": "nobody"}
    assert sign_in(cast.user).post(URL, data).status_code == 404


def test_a_memo_is_written_by_post_only_and_coming_by_link_leads_to_the_dashboard(cast, sign_in):
    response = sign_in(cast.user).get(f"{URL}?body=x")
    assert response.url == "/cast/"
    assert not Memo.objects.exists()


def test_the_memo_is_shown_as_written_and_safely(cast, sign_in, now):
    save_memo(cast, guest=None, body="<b>太字</b>", seen=0, now=now)
    page = sign_in(cast.user).get("/cast/").content.decode()
    assert escape("<b>太字</b>") in page
    assert "<b>太字</b>" not in page
