"""The pages of an entry, as a browser goes through them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from PIL import Image

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from accounts.models import TermsVersion
from cast_portal.enums import ApplicationStatus, DocumentPart
from cast_portal.models import CastApplication, EntryDraft
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import (
    BACK,
    FRONT,
    PORTRAIT,
    STEPS,
    encoded,
    upload,
    verified_guest,
)
from tests.factories import NOW
from tests.images import draw_address_document


def page(step: str) -> str:
    return f"/cast/entry/{step}/"


def errors_of(response) -> dict[str, list[str]]:
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def the_entry() -> CastApplication:
    return CastApplication.objects.get()


def identity_files(settings) -> list[Path]:
    return [path for path in Path(settings.IDENTITY_ROOT).rglob("*") if path.is_file()]


def no_mail_yet() -> None:
    OutgoingMail.objects.all().delete()


def test_going_through_all_steps_hands_in_one_entry(
    applicant, gold, category, terms, settings, draft
):
    client = applicant("check")
    no_mail_yet()

    response = client.post(page("check"), follow=True)

    entry = the_entry()
    assert (entry.status, entry.email) == (ApplicationStatus.SUBMITTED, "taro@example.com")
    assert (entry.legal_name, entry.legal_name_kana) == ("山田 太郎", "ヤマダ タロウ")
    assert (entry.birth_date, entry.desired_rank) == (date(1995, 4, 1), gold)
    assert list(entry.categories.all()) == [category]
    assert set(entry.accepted_terms.all()) == set(terms)
    assert (entry.created_at, entry.submitted_at) == (NOW, NOW)
    assert {document.part for document in entry.documents.all()} == {"front", "back"}
    # From Tuesday, November 24.
    assert (entry.due_from, entry.due_to) == (date(2026, 11, 26), date(2026, 12, 3))
    mail = OutgoingMail.objects.get(kind="cast_portal.entry_received")
    for text in (response.content.decode(), mail.body):
        assert entry.public_id in text
        assert "11月26日(木)" in text
        assert "12月3日(木)" in text
    assert not EntryDraft.objects.exists()


def test_sent_draft_leaves_no_files_behind(applicant, settings, django_capture_on_commit_callbacks):
    client = applicant("check")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("check"))

    assert len(identity_files(settings)) == the_entry().documents.count() == 2


def test_pressing_the_last_button_twice_hands_in_one_entry(applicant):
    client = applicant("check")
    no_mail_yet()

    for _ in range(2):
        assert client.post(page("check")).url == page("sent")

    assert CastApplication.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_last_button_in_a_second_window_hands_in_nothing_more(applicant, draft):
    first, second = applicant("check"), applicant("check")
    first.post(page("check"))

    assert second.post(page("check")).url == "/cast/entry/"
    assert CastApplication.objects.count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_without_the_link_no_step_opens(client, posted, draft, step):
    assert client.get(page(step)).url == "/cast/entry/"
    assert client.post(page(step), posted(step)).url == "/cast/entry/"


@pytest.mark.parametrize("reached", STEPS)
def test_jumping_ahead_leads_to_the_first_unfinished_step(applicant, posted, reached):
    client = applicant(reached)

    for step in STEPS[STEPS.index(reached) + 1 :]:
        assert client.get(page(step)).url == page(reached)
        assert client.post(page(step), posted(step)).url == page(reached)
    assert client.get(page(reached)).status_code == 200


def test_progress_bar_marks_the_step_and_links_to_the_finished_ones(applicant):
    html = applicant("activity").get(page("activity")).content.decode()

    bar = html[html.index("entry-progress") : html.index("</nav>", html.index("entry-progress"))]
    assert bar.count('aria-current="step"') == 1
    assert [step for step in STEPS if page(step) in bar] == ["consent", "about"]


def test_addresses_of_the_steps_carry_nothing(applicant):
    client = applicant("check")

    seen = client.get(page("consent")).wsgi_request.get_full_path()

    assert seen == "/cast/entry/consent/"
    assert "no-store" in client.get(page("check"))["Cache-Control"]


@pytest.mark.parametrize("step", STEPS[:-1])
def test_what_was_typed_is_there_again(applicant, step):
    html = applicant("check").get(page(step)).content.decode()

    marks = {
        "consent": ["checked"],
        "about": ['value="山田"', 'value="1995-04-01"'],
        "activity": ['value="たろちゃん"', "映画の話をしましょう。", "checked"],
        "documents": ["checked", "画像をお預かりしています"],
    }
    for mark in marks[step]:
        assert mark in html


def test_changing_one_answer_leads_back_to_the_check(applicant, posted):
    client = applicant("check")

    assert client.post(page("about"), posted("about", first_name="次郎")).url == page("check")
    assert "山田 次郎" in client.get(page("check")).content.decode()


def test_check_shows_everything_and_a_way_to_change_each_step(applicant, terms):
    html = applicant("check").get(page("check")).content.decode()

    for words in (
        *("山田 太郎", "ヤマダ タロウ", "1995年4月1日", "taro@example.com", "たろちゃん"),
        *("ゴールド", "映画の話をしましょう。", "運転免許証", "表面", "裏面", "2〜7営業日"),
    ):
        assert words in html
    for step in STEPS[:-1]:
        assert f'href="{page(step)}" aria-label="変更する' in html


# --- leaving and coming back


def test_pause_keeps_what_is_valid_so_far_and_mails_the_link(applicant, posted, draft):
    client = applicant("about")
    no_mail_yet()
    half = posted("about", last_name_kana="", birth_date=None)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        response = client.post(page("about"), half | {"go": "pause"}, follow=True)

    assert "12月27日(日) 19:00" in response.content.decode()
    link = OutgoingMail.objects.get(kind="cast_portal.entry_link").body
    line = next(line for line in link.splitlines() if line.startswith("http"))
    device = Client()
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert device.post(line.removeprefix("http://testserver")).url == page("about")
        assert 'value="山田"' in device.get(page("about")).content.decode()


def test_pause_leaves_nothing_to_read_in_this_browser(applicant, posted):
    client = applicant("check")

    client.post(page("check"), {"go": "pause"})

    assert client.get(page("check")).url == "/cast/entry/"
    assert client.get("/cast/entry/pictures/front/").status_code == 404


def test_going_back_keeps_what_was_typed_even_if_it_is_not_finished(applicant, posted):
    client = applicant("activity")

    back = client.post(page("activity"), {"cast_name": "たろ", "go": "about"})

    assert back.url == page("about")
    assert client.post(page("about"), posted("about")).url == page("activity")
    assert 'value="たろ"' in client.get(page("activity")).content.decode()


def test_refused_value_does_not_undo_the_last_good_one(applicant, posted):
    client = applicant("check")

    client.post(page("about"), posted("about", birth_date="2020-01-01"))

    assert client.get(page("check")).url == page("about")
    assert 'value="1995-04-01"' in client.get(page("about")).content.decode()


def test_start_page_leads_back_to_the_draft_of_this_browser(applicant, client):
    assert "続きから入力する" in applicant("about").get("/cast/entry/").content.decode()
    assert "続きから入力する" not in client.get("/cast/entry/").content.decode()


def test_draft_whose_time_is_over_opens_no_step(applicant):
    client = applicant("documents")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert client.get(page("about")).url == "/cast/entry/"


def test_each_change_gives_the_draft_thirty_days_more(applicant, posted, draft):
    client = applicant("about")
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        client.post(page("about"), posted("about"))

    draft.refresh_from_db()
    assert draft.expires_at == NOW + timedelta(days=40)


# --- what is refused


@pytest.mark.parametrize(
    ("step", "field", "value", "message"),
    [
        ("consent", "consent_cast", None, "ご応募には、規約をお読みいただいたうえでの同意"),
        ("consent", "consent_privacy", None, "ご応募には、規約をお読みいただいたうえでの同意"),
        ("about", "last_name", "", "この"),
        ("about", "last_name_kana", "Yamada", "カタカナでご入力ください。"),
        ("about", "first_name_kana", "太郎", "カタカナでご入力ください。"),
        ("about", "birth_date", "2008-11-25", "恐れ入りますが、18歳未満の方は"),
        ("about", "birth_date", "2030-01-01", "生年月日をもう一度ご確認ください。"),
        ("about", "birth_date", "1890-01-01", "生年月日をもう一度ご確認ください。"),
        ("activity", "cast_name", "x\r\nEvil", "改行などの制御文字は使えません"),
        ("activity", "categories", [], "カテゴリーをひとつ以上お選びください。"),
        ("activity", "desired_rank", "", "ランクをお選びください。"),
        ("documents", "document_kind", "", "身分証明書の種類をお選びください。"),
        ("documents", "front", None, "画像を添付してください。"),
        ("documents", "back", None, "裏面の画像を添付してください。"),
        ("documents", "profile_image", None, "画像を添付してください。"),
    ],
)
def test_refusal_stands_beside_its_field(applicant, posted, step, field, value, message):
    client = applicant(step)

    response = client.post(page(step), posted(step, **{field: value}))

    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert errors_of(response)[field][0].startswith(message)
    assert f'id="id_{field}_error"' in response.content.decode()
    assert client.get(page("check")).url == page(step)


def test_person_who_is_18_today_may_enter(applicant, posted):
    client = applicant("about")

    assert client.post(page("about"), posted("about", birth_date="2008-11-24")).status_code == 302


def test_hiragana_and_half_width_kana_are_converted(applicant, posted):
    client = applicant("about")
    client.post(page("about"), posted("about", last_name_kana="やまだ", first_name_kana="ﾀﾛｳ"))

    assert 'value="タロウ"' in client.get(page("about")).content.decode()


def test_rank_by_invitation_is_refused_when_posted(applicant, posted, platinum):
    response = applicant("activity").post(
        page("activity"), posted("activity", desired_rank=platinum.pk)
    )

    assert "インビテーション" in errors_of(response)["desired_rank"][0]


def test_rank_that_went_by_invitation_meanwhile_is_asked_for_again(applicant, gold):
    client = applicant("check")
    gold.is_by_invitation = True
    gold.save()

    assert client.post(page("check")).url == page("activity")
    assert not CastApplication.objects.exists()


@pytest.mark.parametrize("missing", [TermsKind.CAST, TermsKind.PRIVACY])
def test_without_published_terms_no_entry_is_taken(applicant, posted, missing):
    client, data = applicant("consent"), posted("consent")
    TermsVersion.objects.filter(kind=missing).delete()

    html = client.post(page("consent"), data).content.decode()

    assert "ただいま規約の公開を準備しているため" in html


def test_terms_that_changed_before_sending_are_asked_for_again(applicant, posted, terms):
    client = applicant("check")
    newer = publish_terms(TermsKind.CAST, title="改定", body_html="<p>新しい本文</p>", now=NOW)

    assert client.post(page("check")).url == page("consent")
    asked = client.get(page("consent")).content.decode()
    assert "規約が改定されました" in asked
    assert list(errors_of(client.post(page("consent"), posted("consent")))) == ["consent_cast"]
    client.post(page("consent"), posted("consent", consent_cast=newer.pk))
    client.post(page("check"))
    assert set(the_entry().accepted_terms.all()) == {newer, terms[1]}


def test_address_that_got_an_account_meanwhile_is_told_so(applicant):
    client = applicant("check")
    verified_guest("taro@example.com")

    response = client.post(page("check"))

    assert response.status_code == 422
    assert "すでにお手続きが進んでいます" in response.content.decode()
    assert not CastApplication.objects.exists()


# --- documents


def test_choosing_the_kind_alone_brings_the_page_back_with_what_it_asks_for(applicant):
    client = applicant("documents")

    response = client.post(page("documents"), {"document_kind": "passport"}, follow=True)

    assert response.redirect_chain == [(page("documents") + "#pictures", 302)]
    html = response.content.decode()
    assert "画像を添付してください" not in html
    again = client.post(page("documents"), {"document_kind": "passport"})
    assert list(errors_of(again)) == ["front", "profile_image", "address"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"MZ" + bytes(300), "この形式のファイルは受け付けていません。"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "この形式のファイルは受け付けていません。"),
        (FRONT + bytes(30 * 1024 * 1024), "画像のサイズが大きすぎます。"),
        (FRONT[:20_000], "画像を読み込めませんでした。"),
        (encoded(Image.new("1", (20_000, 20_000)), "PNG"), "画像の縦横が大きすぎます。"),
        (b"", "ファイルの中身が空です。"),
    ],
    ids=["executable", "svg", "30MB", "broken", "bomb", "empty"],
)
@pytest.mark.parametrize("field", ["front", "profile_image"])
def test_bad_picture_is_refused_and_the_good_ones_are_kept(
    applicant, posted, field, content, message
):
    client = applicant("documents")

    response = client.post(page("documents"), posted("documents", **{field: upload(content)}))

    assert list(errors_of(response)) == [field]
    assert errors_of(response)[field][0].startswith(message)
    assert response.content.decode().count("画像をお預かりしています") == 2
    good = {"document_kind": "driving_licence", field: upload(FRONT)}
    assert client.post(page("documents"), good).url == page("check")


def test_kept_pictures_are_encrypted_and_replaced_by_newer_ones(
    applicant, posted, settings, django_capture_on_commit_callbacks
):
    client = applicant("check")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("documents"), {"document_kind": "driving_licence", "front": upload(BACK)})

    kept = identity_files(settings)
    assert len(kept) == 3
    assert not any(path.read_bytes().startswith(b"\xff\xd8") for path in kept)


def test_picture_is_shown_to_its_own_session_only(applicant, client, draft):
    own = applicant("check").get("/cast/entry/pictures/front/")

    assert own["Content-Type"] == "image/jpeg"
    assert own.content.startswith(b"\xff\xd8")
    assert "no-store" in own["Cache-Control"]
    assert client.get("/cast/entry/pictures/front/").status_code == 404
    for field in ("address", "answers", "nonsense"):
        assert applicant("check").get(f"/cast/entry/pictures/{field}/").status_code == 404


def test_picture_whose_file_is_gone_is_asked_for_again(applicant, settings):
    client = applicant("check")
    for path in identity_files(settings):
        path.unlink()

    assert client.get(page("check")).url == page("documents")


def test_picture_of_one_document_does_not_pass_for_another(applicant):
    client = applicant("check")

    response = client.post(page("documents"), {"document_kind": "residence_card", "go": "about"})

    assert response.url == page("about")
    assert client.get(page("check")).url == page("documents")
    again = client.post(page("documents"), {"document_kind": "residence_card"})
    assert list(errors_of(again)) == ["front"]


def send(client, posted, **changes):
    response = client.post(page("documents"), posted("documents", **changes))
    if response.status_code == 302:
        client.post(page("check"))
    return response


def test_passport_needs_a_proof_of_address(applicant, posted):
    client = applicant("documents")
    refused = send(client, posted, document_kind="passport", back=None)
    assert errors_of(refused) == {"address": ["住所を確認できる書類の画像を添付してください。"]}

    address = upload(draw_address_document(), "juminhyo.png", "image/png")
    send(client, posted, document_kind="passport", back=None, address=address)
    assert {document.part for document in the_entry().documents.all()} == {"front", "address"}


def test_student_card_is_asked_whether_it_shows_the_address(applicant, posted):
    client = applicant("documents")
    refused = send(client, posted, document_kind="student_card", back=None)
    assert errors_of(refused)["card_shows_address"] == ["どちらかをお選びください。"]

    no = {"document_kind": "student_card", "card_shows_address": "no", "back": None}
    assert list(errors_of(send(client, posted, **no))) == ["address"]

    send(client, posted, **no | {"card_shows_address": "yes"})
    assert {document.part for document in the_entry().documents.all()} == {"front"}


def test_residence_card_needs_its_face_only(applicant, posted):
    send(applicant("documents"), posted, document_kind="residence_card", back=None)

    document = the_entry().documents.get()
    assert (document.kind, document.part) == ("residence_card", DocumentPart.FRONT)


def test_picture_that_the_kind_does_not_ask_for_is_not_handed_in(applicant, posted):
    send(applicant("documents"), posted, address=upload(draw_address_document()))

    assert {document.part for document in the_entry().documents.all()} == {"front", "back"}


def test_profile_image_is_stored_as_a_square_without_the_name_it_came_with(applicant, posted):
    send(applicant("documents"), posted, profile_image=upload(PORTRAIT, "yamada-taro.jpg"))

    image = the_entry().profile_image
    assert "yamada" not in image.name
    with Image.open(image.path) as picture:
        assert picture.size == (800, 800)
        assert not picture.getexif()


def test_a_busy_client_is_refused_before_the_pictures_are_looked_at(
    applicant, posted, settings, monkeypatch
):
    client = applicant("documents")
    settings.RATELIMIT_ENABLE = True
    monkeypatch.setattr("cast_portal.views.entry.CLIENT_RATE", "1/h")
    client.post(page("documents"), posted("documents", front=upload(b"MZ")))

    response = client.post(page("documents"), posted("documents", front=upload(b"MZ")))

    assert response.status_code == 422
    assert list(errors_of(response)) == ["__all__"]
    assert len(identity_files(settings)) == 2
