"""Made-up pages as pictures: drawn, turned, made small, grainy, and bound as a scanned PDF."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_zh_cn import sans_path

SIZE = 26


def page(lines: Sequence[str], *, size: int = SIZE, width: int = 1000) -> Image.Image:
    """The lines in black on white."""
    font = ImageFont.truetype(str(sans_path()), size)
    picture = Image.new("L", (width, int(size * 1.7) * (len(lines) + 2)), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines, 1):
        draw.text((size, int(size * 1.7) * number), line, font=font, fill=0)
    return picture


def grainy(picture: Image.Image, *, seed: int, share: float = 0.02) -> Image.Image:
    """With dust, a little out of focus, and leaning by a degree."""
    rnd = random.Random(seed)
    told = picture.rotate(rnd.uniform(-1, 1), expand=True, fillcolor=255, resample=2)
    told = told.filter(ImageFilter.GaussianBlur(0.8))
    dots = told.load()
    for _ in range(int(told.width * told.height * share)):
        dots[rnd.randrange(told.width), rnd.randrange(told.height)] = rnd.randrange(256)
    return told


def small(picture: Image.Image, dots_an_inch: int = 100) -> Image.Image:
    """As if scanned at so many dots an inch; ``page`` draws letters of 10 points at 190."""
    return picture.resize(
        (picture.width * dots_an_inch // 190, picture.height * dots_an_inch // 190), 2
    )


def bytes_of(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def pdf(pictures: Sequence[Image.Image]) -> bytes:
    """Pages that hold nothing but a picture."""
    first, *others = pictures
    return bytes_of(first, "PDF", save_all=True, append_images=others, resolution=150)
