"""Burn the reader's mark into a page: name, company, time and code, over and over.

The picture is the only thing that leaves, so the mark is in whatever is photographed of it.  A tile
of two lines is turned and laid on the page in rows that are shifted against each other: no cut of a
third of a page is without a whole one.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageChops, ImageDraw, ImageFont

# Points of a page that is 1240 wide; the colour is the kit's indigo.
_SIZE, _ANGLE = 23, 27
_ACROSS, _DOWN = 410, 220
_COLOUR, _STRENGTH = (38, 70, 127), 62
_WIDE = 1240


@dataclass(frozen=True, slots=True)
class Mark:
    """Who looks, for whom, when (in words) and the code of this look."""

    name: str
    company: str
    moment: str
    code: str

    def lines(self) -> tuple[str, str]:
        return f"{self.name}  {self.company}".strip(), f"{self.moment}  {self.code}"


def burn(width: int, height: int, pixels: bytes, mark: Mark) -> bytes:
    """The page with the mark in it, as PNG.

    ``pixels``  rows of RGB, deflated, as ``rooms.papers`` keeps them
    """
    page = Image.frombytes("RGB", (width, height), zlib.decompress(pixels))
    marked = seen(page, mark)
    out = io.BytesIO()
    marked.save(out, "PNG", compress_level=4)
    return out.getvalue()


def seen(page: Image.Image, mark: Mark) -> Image.Image:
    """The page with the mark that everybody sees."""
    scale = max(0.5, page.width / _WIDE)
    tile = _tile(mark, scale)
    across, down = round(_ACROSS * scale), round(_DOWN * scale)
    veil = Image.new("L", page.size, 0)
    rows = page.height // down + 2
    for row in range(-1, rows):
        shift = (row % 2) * across // 2
        for x in range(-shift - across // 2, page.width, across):
            _lay(veil, tile, x, row * down)
    page.paste(Image.new("RGB", page.size, _COLOUR), (0, 0), veil)
    _lighten_bars(page, veil)
    return page


def _lay(veil: Image.Image, tile: Image.Image, x: int, y: int) -> None:
    """Neighbours overlap at their corners; the stronger of the two is seen."""
    place = (x, y, x + tile.width, y + tile.height)
    veil.paste(ImageChops.lighter(veil.crop(place), tile), place)


def _lighten_bars(page: Image.Image, veil: Image.Image) -> None:
    """On black bars a dark mark could not be seen, so there it is light."""
    dark = page.convert("L").point(lambda level: 255 if level < 60 else 0)
    light = Image.composite(veil, Image.new("L", page.size, 0), dark)
    page.paste(Image.new("RGB", page.size, (255, 255, 255)), (0, 0), light)


def _tile(mark: Mark, scale: float) -> Image.Image:
    """Two lines, turned, as strengths."""
    font = _font(max(10, round(_SIZE * scale)))
    lines = mark.lines()
    step = round(_SIZE * scale * 1.35)
    wide = round(max(font.getlength(line) for line in lines)) + 8
    flat = Image.new("L", (wide, 2 * step + 8), 0)
    pen = ImageDraw.Draw(flat)
    for number, line in enumerate(lines):
        pen.text((4, 4 + number * step), line, fill=_STRENGTH, font=font)
    return flat.rotate(_ANGLE, resample=Image.Resampling.BICUBIC, expand=True)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return ImageFont.truetype(folder / "NotoSansSC-Regular.otf", size)
