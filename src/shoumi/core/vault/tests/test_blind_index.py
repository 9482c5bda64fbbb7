from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.vault.blind_index import IndexKey, normalise
from shoumi.core.vault.suites import GM, INTL


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13800138000", "13800138000"),
        (" 138 0013 8000 ", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("+86-138-0013-8000", "13800138000"),
        ("(+86)13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("11010519491231002x", "11010519491231002X"),
        ("110105 19491231 002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("861380013800", "861380013800"),
        ("12800138000", "12800138000"),
        (" Anna@Example.com ", "Anna@Example.com"),
        ("张 安娜", "张 安娜"),
        ("", ""),
    ],
)
def test_one_value_has_one_spelling(written, meant):
    assert normalise(written) == meant


def by_the_rules(value):
    """The definition, without the short way for plain values."""
    text = unicodedata.normalize("NFKC", value).strip()
    closed = re.sub(r"[\s\-()]+", "", text)
    if mobile := re.fullmatch(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})", closed):
        return mobile[1]
    return closed.upper() if re.fullmatch(r"[0-9]{17}[0-9xX]", closed) else text


NUMBERS = st.from_regex(r"(\+|00)?(86)?1[0-9]{10}|[0-9]{17}[0-9xX]", fullmatch=True)
SPACED = st.builds(lambda text, gap: gap.join(text), NUMBERS, st.sampled_from(["", " ", "-", "　"]))


@given(st.text() | st.text("0123456789xX@ \x1f", max_size=19) | NUMBERS | SPACED)
def test_the_short_way_spells_as_the_rules_do(value):
    assert normalise(value) == by_the_rules(value)


def test_equal_values_have_equal_tokens_and_others_do_not():
    key = IndexKey.generate(INTL)
    first, same, other = key.tokens(["+86 13800138000", "13800138000", "13800138001"])
    assert first == same != other
    assert all(-(2**63) <= token < 2**63 for token in (first, other))


def test_fields_do_not_share_tokens():
    assert IndexKey.generate(INTL).token("13800138000") != IndexKey.generate(INTL).token(
        "13800138000"
    )


def test_the_same_key_has_other_tokens_in_another_suite():
    assert IndexKey(bytes(32), INTL).token("a") != IndexKey(bytes(32), GM).token("a")


def test_a_damaged_character_has_a_token_too():
    assert IndexKey(bytes(32), INTL).token("\ud800") == IndexKey(bytes(32), INTL).token("\ud800")
