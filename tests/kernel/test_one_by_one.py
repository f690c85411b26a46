import pytest

from kernel.one_by_one import one_by_one
from tests.factories import UserFactory


@pytest.mark.django_db
def test_a_bad_row_is_logged_without_its_words_and_the_others_go_on(caplog):
    bad, good = UserFactory(), UserFactory()
    done = []

    def step(user):
        if user == bad:
            raise ValueError(user.email)
        done.append(user)

    one_by_one([bad, good], step)

    assert done == [good]
    assert [record.message for record in caplog.records] == [f"accounts.User {bad.pk}: ValueError"]
    assert bad.email not in caplog.text
