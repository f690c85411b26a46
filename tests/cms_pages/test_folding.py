import json
from pathlib import Path

import pytest

from kernel.folding import fold, fold_words, spans_of

CASES = json.loads(Path(__file__).with_name("folding_cases.json").read_text())


@pytest.mark.parametrize(("written", "folded"), CASES["folds"])
def test_however_it_is_written_it_is_sought_as_one(written, folded):
    assert fold(written) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(("words", "text", "expected"), CASES["spans"])
def test_place_of_words_is_told_in_the_text_as_written(words, text, expected):
    assert [text[start:end] for start, end in spans_of(words, text)] == expected


def test_words_are_parted_by_spaces_of_any_width():
    assert fold_words("\u3000振込 手数料\t") == ["振込", "手数料"]
