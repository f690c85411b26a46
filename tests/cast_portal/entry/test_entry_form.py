from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from accounts.domain.terms import publish_terms
from accounts.enums import TermsKind
from cast_portal.enums import ApplicationStatus, DocumentPart
from cast_portal.models import CastApplication
from notices.models import OutgoingMail
from tests.cast_portal.entry.conftest import BACK, FRONT, PORTRAIT, encoded, upload, verified_guest
from tests.factories import NOW, CastFactory, RankFactory
from tests.images import draw_address_document

URL = "/cast/entry/"


def errors_of(response) -> dict[str, list[str]]:
    return {field: list(errors) for field, errors in response.context["form"].errors.items()}


def the_entry() -> CastApplication:
    return CastApplication.objects.get()


def identity_files(settings) -> list[Path]:
    return [path for path in Path(settings.IDENTITY_ROOT).rglob("*") if path.is_file()]


def test_entry_is_kept_unconfirmed_and_a_link_is_mailed(client, posted, gold, category, terms):
    response = client.post(URL, posted())

    assert response.status_code == 302
    assert response.url == reverse("cast_portal:entry_sent")
    entry = the_entry()
    assert entry.status == ApplicationStatus.UNCONFIRMED
    assert entry.legal_name == "山田 太郎"
    assert entry.birth_date == date(1995, 4, 1)
    assert entry.desired_rank == gold
    assert list(entry.categories.all()) == [category]
    assert set(entry.accepted_terms.all()) == set(terms)
    assert entry.created_at == NOW
    assert {document.part for document in entry.documents.all()} == {"front", "back"}
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("cast_portal.entry_confirm", "taro@example.com")
    assert "/cast/entry/confirm/" in mail.body


def test_page_after_sending_names_the_address_only_to_its_sender(client, posted):
    sent = client.post(URL, posted(), follow=True)
    client.session.flush()

    assert "taro@example.com" in sent.content.decode()
    assert "taro@example.com" not in sent.redirect_chain[-1][0]


def test_page_after_sending_also_answers_without_an_entry(client, db):
    response = client.get(reverse("cast_portal:entry_sent"))

    assert "確認メールを送信しました" in response.content.decode()


def test_form_shows_rewards_and_marks_ranks_by_invitation(client, terms, gold, platinum, category):
    page = client.get(URL).content.decode()

    assert "600" in page
    assert "インビテーション制" in page
    assert page.count("disabled") == 1


def test_form_answers_with_a_constant_number_of_queries(
    client, terms, gold, category, django_assert_num_queries
):
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
    RankFactory(name="ブルー", slug="blue", order=1)
    RankFactory(name="シルバー", slug="silver", order=2)
    with django_assert_num_queries(3):
        client.get(URL)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("last_name", "", "この"),
        ("last_name_kana", "Yamada", "カタカナでご入力ください。"),
        ("first_name_kana", "太郎", "カタカナでご入力ください。"),
        ("birth_date", "2008-11-25", "恐れ入りますが、18歳未満の方はご応募いただけません。"),
        ("birth_date", "2030-01-01", "生年月日をもう一度ご確認ください。"),
        ("birth_date", "1890-01-01", "生年月日をもう一度ご確認ください。"),
        ("email", "taro@", "有効なメールアドレスを入力してください。"),
        ("categories", [], "カテゴリーをひとつ以上お選びください。"),
        ("desired_rank", "", "ランクをお選びください。"),
        ("document_kind", "", "身分証明書の種類をお選びください。"),
        ("consent_cast", None, "ご応募には、規約をお読みいただいたうえでの同意が必要です。"),
        ("consent_privacy", None, "ご応募には、規約をお読みいただいたうえでの同意が必要です。"),
        ("front", None, "画像を添付してください。"),
        ("back", None, "裏面の画像を添付してください。"),
        ("profile_image", None, "画像を添付してください。"),
    ],
)
def test_refusal_stands_beside_its_field_and_what_was_typed_is_kept(
    client, posted, field, value, message
):
    response = client.post(URL, posted(**{field: value}))

    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert errors_of(response)[field][0].startswith(message)
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert "映画の話をしましょう。" in page
    if field != "last_name":
        assert 'value="山田"' in page
    assert not CastApplication.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_person_who_is_18_today_may_enter(client, posted):
    assert client.post(URL, posted(birth_date="2008-11-24")).status_code == 302


def test_hiragana_and_half_width_kana_are_converted(client, posted):
    client.post(URL, posted(last_name_kana="やまだ", first_name_kana="タロウ"))

    assert the_entry().legal_name_kana == "ヤマダ タロウ"


def test_rank_by_invitation_is_refused_when_posted(client, posted, platinum):
    response = client.post(URL, posted(desired_rank=platinum.pk))

    assert "インビテーション" in errors_of(response)["desired_rank"][0]
    assert not CastApplication.objects.exists()


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
def test_bad_picture_is_refused_in_words_beside_its_field(client, posted, field, content, message):
    response = client.post(URL, posted(**{field: upload(content)}))

    assert list(errors_of(response)) == [field]
    assert errors_of(response)[field][0].startswith(message)
    assert 'value="山田"' in response.content.decode()


def test_accepted_pictures_are_held_encrypted_so_that_nobody_chooses_twice(
    client, posted, settings
):
    refused = client.post(URL, posted(last_name=""))

    assert refused.content.decode().count("画像をお預かりしています") == 3
    front = str(refused.context["form"]["front"])
    assert "required" not in front
    held = identity_files(settings)
    assert len(held) == 3
    assert not any(path.read_bytes().startswith(b"\xff\xd8") for path in held)

    again = client.post(URL, posted(front=None, back=None, profile_image=None))

    assert again.status_code == 302
    assert {document.part for document in the_entry().documents.all()} == {"front", "back"}
    assert len(identity_files(settings)) == 2


def test_held_picture_can_be_chosen_anew(client, posted, settings):
    client.post(URL, posted(last_name=""))
    client.post(URL, posted(last_name="", front=upload(BACK)))

    assert len(identity_files(settings)) == 3


def test_held_pictures_belong_to_one_visitor(client, posted):
    client.post(URL, posted(last_name=""))
    client.cookies.clear()

    response = client.post(URL, posted(front=None))

    assert list(errors_of(response)) == ["front"]


def test_held_picture_that_was_swept_away_is_asked_for_again(client, posted, settings):
    client.post(URL, posted(last_name=""))
    for path in identity_files(settings):
        path.unlink()

    response = client.post(URL, posted(front=None))

    assert list(errors_of(response)) == ["front"]


@pytest.mark.parametrize("kind", ["passport", "student_card"])
def test_passport_and_student_card_need_a_proof_of_address(client, posted, kind):
    refused = client.post(URL, posted(document_kind=kind, back=None))
    assert errors_of(refused) == {"address": ["住所を確認できる書類の画像を添付してください。"]}

    address = upload(draw_address_document(), "juminhyo.png", "image/png")
    client.post(URL, posted(document_kind=kind, back=None, address=address))
    assert {document.part for document in the_entry().documents.all()} == {"front", "address"}


def test_residence_card_needs_its_face_only(client, posted):
    client.post(URL, posted(document_kind="residence_card", back=None))

    document = the_entry().documents.get()
    assert (document.kind, document.part) == ("residence_card", DocumentPart.FRONT)


def test_picture_that_the_kind_does_not_ask_for_is_not_kept(client, posted):
    client.post(URL, posted(address=upload(draw_address_document())))

    assert {document.part for document in the_entry().documents.all()} == {"front", "back"}


def test_terms_that_changed_meanwhile_must_be_accepted_anew(client, posted):
    data = posted()
    publish_terms(TermsKind.CAST, title="改定", body_html="<p>新しい本文</p>", now=NOW)

    response = client.post(URL, data)

    assert list(errors_of(response)) == ["consent_cast"]


def test_profile_image_is_stored_as_a_square_without_the_name_it_came_with(client, posted):
    client.post(URL, posted(profile_image=upload(PORTRAIT, "yamada-taro.jpg")))

    image = the_entry().profile_image
    assert "yamada" not in image.name
    with Image.open(image.path) as picture:
        assert picture.size == (800, 800)
        assert not picture.getexif()


@pytest.mark.parametrize("person", ["guest", "cast", "entered"])
def test_known_address_gets_the_same_page_and_only_the_mail_tells(
    client, posted, submitted, person
):
    expected = "cast_portal.entry_has_account"
    if person == "guest":
        verified_guest("taro@example.com")
    elif person == "cast":
        CastFactory(user__email="taro@example.com")
    else:
        submitted()
        expected = "cast_portal.entry_already_open"
    OutgoingMail.objects.all().delete()
    before = CastApplication.objects.count()

    response = client.post(URL, posted(email="Taro@Example.com"), follow=True)

    assert "確認メールを送信しました" in response.content.decode()
    assert CastApplication.objects.count() == before
    assert OutgoingMail.objects.get().kind == expected


def test_too_many_entries_for_one_address_are_stopped(client, posted, settings):
    settings.RATELIMIT_ENABLE = True
    for _ in range(5):
        assert client.post(URL, posted()).status_code == 302

    response = client.post(URL, posted())

    assert response.status_code == 422
    assert "一時停止" in response.context["form"].non_field_errors()[0]
    assert 'value="山田"' in response.content.decode()
    assert client.post(URL, posted(email="jiro@example.com")).status_code == 302


def test_too_many_entries_from_one_client_are_stopped(client, posted, settings, monkeypatch):
    settings.RATELIMIT_ENABLE = True
    monkeypatch.setattr("cast_portal.views.entry.CLIENT_RATE", "2/h")
    for number in range(2):
        client.post(URL, posted(email=f"applicant{number}@example.com"))

    assert client.post(URL, posted(email="another@example.com")).status_code == 422


def test_a_busy_client_is_refused_before_the_pictures_are_looked_at(
    client, posted, settings, monkeypatch
):
    settings.RATELIMIT_ENABLE = True
    monkeypatch.setattr("cast_portal.views.entry.CLIENT_RATE", "2/h")
    for _ in range(2):
        client.post(URL, posted(last_name=""))
    held = identity_files(settings)
    assert len(held) == 3
    client.cookies.clear()

    response = client.post(URL, posted(last_name="", front=upload(b"MZ")))

    assert response.status_code == 422
    assert list(errors_of(response)) == ["__all__"]
    assert "一時停止" in response.context["form"].non_field_errors()[0]
    assert 'value="太郎"' in response.content.decode()
    assert identity_files(settings) == held


def test_held_pictures_of_one_visitor_do_not_pile_up(client, posted, settings):
    for _ in range(3):
        client.post(URL, posted(last_name="", address=upload(FRONT), other=upload(FRONT)))

    assert len(identity_files(settings)) == 4


def test_form_needs_its_csrf_token(posted):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(URL, posted()).status_code == 403


def test_a_signed_in_person_may_read_the_form_too(sign_in, guest, terms):
    assert sign_in(guest).get(URL).status_code == 200
