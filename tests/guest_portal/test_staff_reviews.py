import pytest

from guest_portal.models import Review
from tests.factories import NOW, TalkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]
REGISTER = "/admin/reviews/"


@pytest.fixture
def review():
    return Review.objects.create(
        talk=TalkFactory(), rating=4, comment="楽しかったです", created_at=NOW
    )


def test_staff_read_reviews(sign_in, staff, review):
    client = sign_in(staff)

    page = client.get(REGISTER).content.decode()

    assert "楽しかったです" in page
    assert str(review.talk.cast) in page
    assert client.get(f"{REGISTER}?q=楽し&rating=4").status_code == 200
    assert review.talk.public_id in client.get(f"{REGISTER}?export=csv").getvalue().decode()


def test_nobody_changes_a_review(sign_in, staff, review):
    client = sign_in(staff)

    for way in ("create/", f"edit/{review.pk}/", f"delete/{review.pk}/"):
        assert client.post(REGISTER + way, {"rating": 1}).status_code in (302, 403)

    assert Review.objects.get().rating == 4


def test_the_register_is_for_staff(client, sign_in, guest, cast, review):
    assert client.get(REGISTER).status_code == 302
    for stranger in (sign_in(guest), sign_in(cast.user)):
        assert stranger.get(REGISTER).status_code == 403
