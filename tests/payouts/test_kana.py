import pytest

from payouts.domain.errors import PayoutRefused
from payouts.domain.kana import to_bank_name, to_zengin_kana


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("やまだ　たろう", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("キャノン", "ｷﾔﾉﾝ"),
        ("カ）サシトーク", "ｶ)ｻｼﾄ-ｸ"),
        ("か\u3099", "ｶﾞ"),
        ("か゛は゜", "ｶﾞﾊﾟ"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("ヴァイオレット", "ｳﾞｱｲｵﾚﾂﾄ"),
        ("ヮヵヶ", "ﾜｶｹ"),
        ("  ヤマダ   タロウ ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("smith john", "SMITH JOHN"),
        ("Ｓｍｉｔｈ３", "SMITH3"),
        *((f"ス{dash}", "ｽ-") for dash in "ー－―—–‐‑−ｰ"),
    ],
)
def test_a_name_becomes_what_bank_files_carry(typed, kana):
    assert to_zengin_kana(typed) == kana
    assert len(kana.encode("cp932")) == len(kana)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("山田", "kana_illegal"),
        ("ヤマダ,タロウ", "kana_illegal"),
        ("ヤマダ・タロウ", "kana_illegal"),
        ("ヲ", "kana_illegal"),
        ("ヤマダ\nタロウ😀", "kana_illegal"),
        ("あ゛", "kana_mark"),
        ("ナ゛", "kana_mark"),
        ("カ゜", "kana_mark"),
        ("゛カ", "kana_mark"),
        ("", "kana_empty"),
        ("　", "kana_empty"),
        ("ア" * 31, "kana_too_long"),
        ("ガ" * 16, "kana_too_long"),
    ],
)
def test_what_would_have_to_be_guessed_or_cut_is_refused(typed, code):
    with pytest.raises(PayoutRefused) as refused:
        to_zengin_kana(typed)
    assert refused.value.code == code


def test_thirty_bytes_fit_and_other_fields_may_have_other_limits():
    assert len(to_zengin_kana("ガ" * 15)) == 30
    assert len(to_zengin_kana("ア" * 40, limit=40)) == 40


def test_a_refusal_names_the_letters_that_cannot_be_used():
    with pytest.raises(PayoutRefused) as refused:
        to_zengin_kana("山田タロウ")
    assert "山 田" in str(refused.value.message)


@pytest.mark.parametrize(
    ("master", "name"),
    [("クレデイ．アグリコル", "ｸﾚﾃﾞｲ ｱｸﾞﾘｺﾙ"), ("ミツビシユ－エフジエイ", "ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ")],
)
def test_bank_names_have_no_symbol_but_the_dash(master, name):
    assert to_bank_name(master) == name
