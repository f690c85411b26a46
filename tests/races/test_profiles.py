"""Two windows that save the same profile at once: one is told, and nothing is lost unseen."""

from functools import partial

import pytest

from cast_portal.domain import profile as cast_profile
from cast_portal.domain.profile import Profile, profile_version, update_profile
from guest_portal.domain import profile as guest_profile
from guest_portal.domain.profile import save_profile
from tests.factories import CastFactory, GuestFactory
from tests.races.conftest import codes, race

pytestmark = pytest.mark.django_db(transaction=True)


def of_cast():
    cast = CastFactory()
    seen = profile_version(cast)
    return [
        partial(update_profile, cast, profile=Profile(words, "経歴"), seen=seen)
        for words in ("電話で書いた", "机で書いた")
    ]


def of_guest():
    guest = GuestFactory().user
    words = {"public_name": "はな", "topics": "", "seen": guest_profile.profile_version(guest)}
    return [
        partial(save_profile, guest, introduction=text, **words)
        for text in ("電話で書いた", "机で書いた")
    ]


@pytest.mark.parametrize("windows", [of_cast, of_guest])
def test_of_two_windows_one_is_told(windows):
    for _ in range(5):
        assert codes(race(*windows())) == ["changed_elsewhere"]


@pytest.mark.parametrize(
    ("windows", "module"), [(of_cast, cast_profile), (of_guest, guest_profile)]
)
def test_control_without_the_lock_neither_is(windows, module, unlocked, all_after):
    unlocked(module)
    all_after(module, "refuse_unseen", 2)
    assert codes(race(*windows())) == []
