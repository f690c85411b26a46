import pytest

from cast_portal.domain.invitations import invite_cast
from tests.factories import RankFactory

MESSAGE = "いつも評価が高く、ぜひ次のランクでご活躍ください。"


@pytest.fixture
def platinum(db):
    return RankFactory(
        name="プラチナ", slug="platinum", order=4, reward_yen=900, is_by_invitation=True
    )


@pytest.fixture
def invite(platinum, staff, now):
    def make(cast, *, rank=platinum, at=now):
        return invite_cast(cast, rank=rank, message=MESSAGE, by=staff, now=at)

    return make


@pytest.fixture
def invitation(cast, invite):
    return invite(cast)
