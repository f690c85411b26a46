import re

import pytest
from django import forms

from kernel.errors import Refusal
from kernel.forms import add_refusal


class Everything(forms.Form):
    name = forms.CharField(label="お名前", help_text="本名をお書きください。")
    topic = forms.CharField(label="話題", required=False)
    agree = forms.BooleanField(label="同意します")
    rank = forms.ChoiceField(
        label="ランク", widget=forms.RadioSelect, choices=[("b", "ブルー"), ("s", "シルバー")]
    )
    days = forms.MultipleChoiceField(
        label="曜日", widget=forms.CheckboxSelectMultiple, choices=[("1", "月"), ("2", "火")]
    )
    picture = forms.FileField(label="写真", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="秘密")


@pytest.fixture
def blank():
    return Everything()


@pytest.fixture
def wrong():
    return Everything({})


def test_each_text_field_has_a_label_that_points_to_it(blank):
    html = blank["name"].as_field_group()
    assert '<label for="id_name">お名前</label>' in html
    assert 'id="id_name"' in html


def test_the_help_is_tied_to_the_input(blank):
    html = blank["name"].as_field_group()
    assert 'aria-describedby="id_name_helptext"' in html
    assert re.search(r'id="id_name_helptext">\s*本名をお書きください。', html)


def test_an_error_stands_beside_its_field_and_is_tied_to_it(wrong):
    html = wrong["name"].as_field_group()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert str(wrong.errors["name"][0]) in html


def test_a_field_without_error_is_not_called_invalid(blank):
    html = blank["name"].as_field_group()
    assert "aria-invalid" not in html
    assert "_error" not in html


def test_required_and_optional_fields_say_so(blank):
    assert "必須" in blank["name"].as_field_group()
    assert "任意" in blank["topic"].as_field_group()


def test_a_checkbox_stands_inside_its_own_label(blank):
    html = blank["agree"].as_field_group()
    label = re.search(r'<label class="check" for="id_agree">.*?</label>', html, re.S)
    assert label
    assert 'type="checkbox"' in label[0]


@pytest.mark.parametrize(("field", "parts"), [("rank", "choice-cards"), ("days", "check-grid")])
def test_choices_are_a_group_with_a_legend(blank, field, parts):
    html = blank[field].as_field_group()
    assert "<fieldset" in html
    assert re.search(rf"<legend>\s*{blank[field].label}", html)
    assert f'class="{parts}"' in html


def test_the_error_of_a_group_is_tied_to_the_group(wrong):
    html = wrong["rank"].as_field_group()
    assert '<fieldset aria-describedby="id_rank_error">' in html
    assert 'id="id_rank_error"' in html


def test_a_form_lays_out_every_field_and_the_hidden_ones_once(blank):
    html = str(blank)
    assert html.count('class="field ') == 6
    assert html.count('type="hidden"') == 1


def test_a_form_with_errors_says_so_at_the_top(wrong):
    html = str(wrong)
    assert 'role="alert"' in html
    assert "入力内容をご確認ください" in html


def test_a_refusal_is_shown_beside_the_field_it_speaks_of(wrong):
    add_refusal(wrong, Refusal("taken", "その話題は使えません。", field="topic"))
    assert "その話題は使えません。" in wrong["topic"].as_field_group()


def test_a_refusal_that_speaks_of_no_field_is_shown_at_the_top(wrong):
    add_refusal(wrong, Refusal("late", "受付は終わりました。", field="elsewhere"))
    assert "受付は終わりました。" in str(wrong).partition('class="field ')[0]


def test_what_was_typed_is_escaped():
    html = str(Everything({"name": "<script>"}))
    assert "<script>" not in html


def test_a_stored_file_is_linked_with_a_way_to_remove_it():
    class Stored:
        url = "/media/face.jpg"

        def __str__(self) -> str:
            return "face.jpg"

    html = Everything(initial={"picture": Stored()})["picture"].as_field_group()
    assert '<a href="/media/face.jpg">face.jpg</a>' in html
    assert 'name="picture-clear"' in html


def test_the_first_input_that_was_refused_has_the_focus(blank, wrong):
    assert "autofocus" not in str(blank)
    html = str(wrong)
    assert html.count("autofocus") == 1
    assert re.search(r'<input[^>]* name="name"[^>]* autofocus', html)
    form = Everything({"name": "みお", "agree": "on", "days": ["1"]})
    assert re.search(r'<input[^>]* name="rank"[^>]* autofocus', str(form))


def test_a_refusal_of_something_hidden_leaves_the_focus_alone():
    form = Everything({"name": "みお", "agree": "on", "days": ["1"], "rank": "b"})
    assert list(form.errors) == ["secret"]
    assert "autofocus" not in str(form)
