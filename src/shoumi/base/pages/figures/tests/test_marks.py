"""Small marks and strokes: the masked bar, the chip, the seal, the hatch."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import svg


def test_a_masked_value_tells_nothing_by_its_length():
    assert f.masked("zh") == f.masked("zh", "", "")
    widths = {
        re.search(r'viewBox="([^"]+)"', f.masked("zh", head))[1] for head in ("", "郑", "990000")
    }
    assert len(widths) == 1
    assert "已遮盖" in f.masked("zh")


def test_a_chip_is_read_as_a_position_of_the_ledger():
    assert "账本位置 21 407" in f.chip(21407, "zh")
    assert "ledger position 21 403, a refusal" in f.chip(21403, "en", refused=True)
    assert f.position_digits(1234567) == "1\u2009234\u2009567"


def test_a_seal_has_four_characters():
    with pytest.raises(ValueError, match="four"):
        f.seal("存证", "zh")


@given(st.floats(0.5, 40), st.floats(20, 200), st.floats(2, 12))
def test_a_hatch_stays_inside_its_shape(width, height, step):
    shape = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    for numbers in re.findall(r"-?[\d.]+ -?[\d.]+", svg.hatch(shape, step)):
        x, y = map(float, numbers.split())
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= height + 0.01


def test_a_hatch_has_a_stroke_for_every_step():
    box = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    assert svg.hatch(box, 2.0).count("M") == 7
    assert svg.hatch(tuple(reversed(box)), 2.0) == ""
