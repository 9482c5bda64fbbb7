"""The mark is on every part of a page, on white and on bars, and differs from reader to reader."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageChops

from shoumi.base.viewer import watermark
from shoumi.base.viewer.watermark import Mark

WIDTH, HEIGHT = 1240, 1754
MARK = Mark("何虚辛", "海棠虚构科技有限公司", "2026-09-16 16:48", "K7Q2-91D4")


def page(level: int) -> bytes:
    return zlib.compress(bytes([level]) * (WIDTH * HEIGHT * 3), 1)


def burnt(level: int, mark: Mark = MARK) -> Image.Image:
    return Image.open(io.BytesIO(watermark.burn(WIDTH, HEIGHT, page(level), mark)))


@pytest.mark.parametrize("level", [255, 0])
def test_a_whole_mark_stands_in_every_cut_of_two_fifths(level):
    marked = burnt(level).convert("L")
    assert marked.size == (WIDTH, HEIGHT)
    plain = Image.new("L", marked.size, level)
    seen = ImageChops.difference(marked, plain).point(lambda at: 255 if at > 24 else 0)
    wide, tall = round(WIDTH * 0.63), round(HEIGHT * 0.63)
    for x in range(0, WIDTH - wide + 1, 100):
        for y in range(0, HEIGHT - tall + 1, 100):
            assert seen.crop((x, y, x + wide, y + tall)).histogram()[255] > 4000


def test_two_looks_give_two_pictures():
    other = Mark(MARK.name, MARK.company, MARK.moment, "0000-0001")
    assert ImageChops.difference(burnt(255), burnt(255, other)).getbbox()


def test_a_picture_says_nothing_but_its_pixels():
    assert burnt(255).info == {}
