"""What a browser has to fetch and read before two people can talk."""

import re
from os.path import basename, dirname, normpath
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from kernel.staticfiles import as_sent
from tests.factories import TalkFactory

pytestmark = pytest.mark.django_db
MOST_BYTES = 40_000
SCRIPT = re.compile(r'<script[^>]* src="/static/([^"]+)"')
IMPORT = re.compile(r'(?:from|import)\s*\(?"(\.[^"]+)"')


def modules_of(page: str) -> dict[str, bytes]:
    """Every file that the page's scripts lead to, by its path below /static/.

    Not the memo: it is the cast portal's and comes later, the only one whose name is in no script.
    """
    waiting = SCRIPT.findall(page)
    seen: dict[str, bytes] = {}
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = Path(finders.find(name)).read_bytes()
            found = IMPORT.findall(seen[name].decode())
            waiting.extend(normpath(f"{dirname(name)}/{one}") for one in found)
    return seen


@pytest.mark.parametrize("side", ["cast", "guest"])
def test_all_scripts_of_the_room_stay_under_forty_kilobytes_as_they_are_sent(
    sign_in, time_machine, side
):
    talk = TalkFactory()
    time_machine.move_to(talk.opens_at)
    page = sign_in(getattr(talk, side)).get(f"/talks/{talk.public_id}/room/").content.decode()
    modules = modules_of(page)
    assert {"room.js", "peer.js", "thrift.js", "parts.js"} <= {basename(name) for name in modules}
    sent = [as_sent(module.decode()) for module in modules.values()]
    assert sum(map(len, sent)) <= MOST_BYTES


def test_none_of_them_comes_from_anywhere_else(sign_in, time_machine):
    talk = TalkFactory()
    time_machine.move_to(talk.opens_at)
    page = sign_in(talk.cast).get(f"/talks/{talk.public_id}/room/").content.decode()
    assert page.count("<script") - page.count("application/json") == len(SCRIPT.findall(page))
    for name, module in modules_of(page).items():
        assert not re.search(rb'(?:from|import)\s*\(?"(?!\.)', module), name
