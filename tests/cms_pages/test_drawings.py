from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms_pages.enums import Drawing, Illustration

MOST_BYTES = 4500
FILES = [f"drawings/{one}" for one in Drawing] + [f"illustrations/{one}" for one in Illustration]


@pytest.mark.parametrize("name", FILES)
def test_every_choice_of_an_editor_is_drawn_and_small(name):
    found = finders.find(f"cms_pages/{name}.svg")

    assert found
    assert len(Path(found).read_bytes()) <= MOST_BYTES


@pytest.mark.parametrize("drawing", Drawing)
def test_a_drawn_screen_wears_dark_colours_after_sunset(drawing):
    found = finders.find(f"cms_pages/drawings/{drawing}.svg")

    assert "prefers-color-scheme:dark" in Path(found).read_text()


@pytest.mark.django_db
def test_a_drawing_speaks_for_itself(client, pages):
    html = client.get("/guide/cast/").content.decode()

    assert f'alt="{Drawing.SCHEDULE.label}"' in html
    assert "drawings/schedule.svg" in html
