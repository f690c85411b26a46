"""What makes writing in the admin safe and pleasant."""

import json

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page

from cms_pages.blocks.text import PictureBlock
from cms_pages.facts import all_facts
from cms_pages.models import FAQCategory, Question

BODY = json.dumps(
    {"blocks": [{"type": "unstyled", "text": "1枠は{{枠の長さ}}です。"}], "entityMap": {}}
)


@pytest.fixture
def picture(db):
    Collection.objects.exists() or Collection.add_root(name="Root")
    return get_image_model().objects.create(title="絵", file=get_test_image_file())


@pytest.mark.parametrize(
    ("alt_text", "decorative", "is_taken"),
    [("スケジュールの画面", False, True), ("", False, False), ("", True, False)],
)
def test_picture_in_a_text_needs_words(picture, alt_text, decorative, is_taken):
    block = PictureBlock()
    image = {"image": picture.pk, "alt_text": alt_text, "decorative": decorative}
    value = block.to_python({"image": image, "caption": ""})

    if is_taken:
        assert block.clean(value)["image"].contextual_alt_text == alt_text
    else:
        with pytest.raises(blocks.StructBlockValidationError):
            block.clean(value)


def page_types():
    return [
        model for model in apps.get_app_config("cms_pages").get_models() if issubclass(model, Page)
    ]


def fields_within(block, name):
    """Every field that an editor fills in, with the way to it."""
    if isinstance(block, blocks.ListBlock):
        yield from fields_within(block.child_block, name)
    elif hasattr(block, "child_blocks"):
        for child_name, child in block.child_blocks.items():
            yield from fields_within(child, f"{name}.{child_name}")
    elif isinstance(block, blocks.FieldBlock):
        yield name, block


def test_every_part_of_a_text_explains_itself():
    silent = {
        f"{model.__name__}.{way}"
        for model in page_types()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
        for way, block in fields_within(field.stream_block, field.name)
        if not (block.field.help_text or block.label)
    }

    assert silent == set()


@pytest.mark.parametrize(
    "path", ["guide", "guide/cast", "faq", "ranks", "terms/cast", "legal", "news"]
)
def test_page_is_previewed_as_the_site_shows_it(sign_in, staff, page_at, path):
    page = page_at(path)

    response = sign_in(staff).get(f"/admin/pages/{page.pk}/view_draft/")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="site-header"' in html
    assert page.title in html


def test_question_is_previewed_with_its_facts(sign_in, staff, pages):
    question = Question.objects.first()
    client = sign_in(staff)
    address = f"/admin/snippets/cms_pages/question/preview/{question.pk}/"
    form = {
        "category": FAQCategory.objects.first().pk,
        "question": "下書きの質問",
        "answer": BODY,
        "slug": question.slug,
        "order": 0,
    }

    client.post(address, form)
    html = client.get(address).content.decode()

    assert "下書きの質問" in html
    assert "1枠は3分です。" in html


def test_editor_finds_the_settings_values_beside_the_text(sign_in, staff, page_at):
    html = sign_in(staff).get(f"/admin/pages/{page_at('ranks').pk}/edit/").content.decode()

    for name, value in all_facts().items():
        assert f"<code>{{{{{name}}}}}</code></dt><dd>{value}</dd>" in html
