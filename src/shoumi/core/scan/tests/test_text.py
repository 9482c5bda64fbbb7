from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.scan import find_spans
from shoumi.core.scan.tests.spans import TODAY, found
from shoumi.core.scan.text import plain

HAN = st.text(st.sampled_from("合同发到谢的了在人大小"), max_size=6)
SAMPLES = [
    "11010519491231002X",
    "91350100M000100Y43",
    "4111111111111111",
    "13123456789",
    "010-12345678",
    "zhang@corp.example.com",
    "192.0.2.7",
    "00:00:5e:00:53:01",
    "京A12345",
    "wxid_abc12345",
]
WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(0x21, 0x7F))}


@given(HAN, st.sampled_from(SAMPLES), HAN)
def test_an_identifier_between_han_characters_is_found_where_it_stands(before, value, after):
    spans = find_spans(before + value + after, today=TODAY)
    assert (len(before), len(before) + len(value)) in [(s.start, s.end) for s in spans]


@given(st.sampled_from(SAMPLES), st.data())
def test_full_width_reads_as_half_width_at_the_same_offsets(value, data):
    wide = "".join(
        char.translate(WIDE) if data.draw(st.booleans()) else char for char in f"（{value}）"
    )
    assert find_spans(wide, today=TODAY) == find_spans(f"（{value}）", today=TODAY)


@given(st.sampled_from([s for s in SAMPLES if s.isascii()]), st.data())
def test_an_invisible_character_hides_nothing(value, data):
    place = data.draw(st.integers(1, len(value) - 1))
    text = "字" + value[:place] + "\u200b" + value[place:] + "字"
    (span,) = find_spans(text, today=TODAY)
    assert (span.start, span.end) == (1, len(text) - 1)


def test_a_character_beyond_the_basic_plane_counts_one():
    (span,) = find_spans("😀𠮷13123456789", today=TODAY)
    assert (span.start, span.end) == (2, 13)


@given(
    st.text(max_size=200)
    | st.text(st.sampled_from("0123456789 -:.@Xx省市路号手机身份证，京A"), max_size=80)
)
def test_spans_are_in_order_apart_and_inside(text):
    at = 0
    for span in find_spans(text, today=TODAY):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ascii", "ascii"),
        ("１２３ＡＢＣ＠", "123ABC@"),
        ("一—二–三", "一-二-三"),
        ("逗号，句号。", "逗号，句号。"),
        ("𝟏𝟐", "12"),
        ("京A•1", "京A·1"),
    ],
)
def test_widths_and_dashes_become_one(text, read):
    assert plain(text).text == read


def test_the_day_is_read_where_none_is_given():
    assert found("13123456789")[0][1] == find_spans("13123456789")[0].label
