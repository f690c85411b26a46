from io import BytesIO

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from PIL import Image

from cast_portal.forms.pictures import DocumentField, PortraitField
from tests.cast_portal.entry.conftest import FRONT, encoded, upload


class Pictures(forms.Form):
    front = DocumentField(label="表面")
    face = PortraitField(label="顔", required=False)


WIDE = encoded(Image.new("RGB", (600, 300), "teal"))


def sent(data: dict | None = None, **files: bytes) -> Pictures:
    chosen = MultiValueDict({name: [upload(content)] for name, content in files.items()})
    return Pictures(data or {}, chosen)


def size_of(form: Pictures) -> tuple[int, int]:
    assert form.errors == {}
    return Image.open(BytesIO(form.cleaned_data["front"])).size


def test_a_file_counts_and_so_does_a_shot_of_the_camera():
    assert size_of(sent(front=WIDE)) == (600, 300)
    assert size_of(sent(front_camera=WIDE)) == (600, 300)


def test_without_either_the_picture_is_missing():
    assert sent().errors == {"front": ["画像を添付してください。"]}


@pytest.mark.parametrize(
    ("turn", "size"),
    [
        ("90", (300, 600)),
        ("270", (300, 600)),
        ("180", (600, 300)),
        ("45", (600, 300)),
        ("", (600, 300)),
    ],
)
def test_picture_is_turned_as_it_was_shown(turn, size):
    assert size_of(sent({"front_turn": turn}, front=WIDE)) == size


def test_documents_may_be_pdf_and_portraits_may_not():
    html = str(Pictures()["front"]), str(Pictures()["face"])

    assert ".pdf" in html[0]
    assert ".pdf" not in html[1]
    assert 'capture="environment"' in html[0]
    assert 'capture="user"' in html[1]


def test_unreadable_shot_is_refused_beside_its_field():
    form = sent(front_camera=b"MZ not a picture", face=FRONT)

    assert list(form.errors) == ["front"]
