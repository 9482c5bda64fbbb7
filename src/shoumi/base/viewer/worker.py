"""The child that reads and draws the pages of one PDF: limits first, then the renderer.

Started by ``page_renderer`` as ``python -I worker.py``; the file is standard input, frames as in
``base/intake/wire_format`` go to standard output.  It has the limits of the parsers of intake
(``intake/worker.confine``) and no framework.

``read``  for each page its characters, their places and the pictures on it
``draw``  each page as rows of RGB, deflated, with solid bars over the places it was told
"""

from __future__ import annotations

import io
import json
import os
import sys
import zlib
from pathlib import Path
from typing import Any, BinaryIO

LONG_SIDE = 1754  # pixels: A4 at 150 dots an inch
MOST_POINTS = 14_400
# Beyond the box of a character, in points: what a font draws outside its own box.
_MARGIN = 1.2
_BAR, _ON_BAR = (0, 0, 0), (255, 255, 255)

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


def work(order: dict[str, Any], file: BinaryIO, out: BinaryIO) -> None:
    import pypdfium2 as pdfium

    from shoumi.base.intake import wire_format

    try:
        document = pdfium.PdfDocument(file.read())
        if len(document) > order["most"]:
            wire_format.write(out, "many", count=len(document))
        else:
            for number in range(len(document)):
                _page(document[number], number, order, out)
            wire_format.write(out, "end")
    except (pdfium.PdfiumError, ValueError, MemoryError):
        wire_format.write(out, "refused")
    out.flush()


def _page(page: Any, number: int, order: dict[str, Any], out: BinaryIO) -> None:
    """
    Raises:
        ValueError: the page is too large, or nothing.
    """
    width, height = page.get_size()
    if not 1 <= min(width, height) <= max(width, height) <= MOST_POINTS:
        raise ValueError
    if order["kind"] == "read":
        _read(page, out)
    else:
        _draw(page, order["bars"][number], LONG_SIDE / max(width, height), out)
    page.close()


def _read(page: Any, out: BinaryIO) -> None:
    import pypdfium2.raw as raw

    from shoumi.base.intake import wire_format

    text = page.get_textpage()
    codes = [raw.FPDFText_GetUnicode(text, at) for at in range(text.count_chars())]
    chars = "".join(chr(code) if _is_whole(code) else "\ufffd" for code in codes)
    boxes = [text.get_charbox(at, loose=True) for at in range(len(codes))]
    wire_format.write(
        out, "page", chars=chars, boxes=boxes, pictures=_pictures(page), drawn=_drawn(page)
    )


def _is_whole(code: int) -> bool:
    return code < 0xD800 or 0xDFFF < code < 0x110000


def _pictures(page: Any) -> list[Box]:
    """Where pictures are; of a group that holds one, the whole group."""
    import pypdfium2.raw as raw

    found = []
    for one in page.get_objects(max_depth=1):
        holds = one.type == raw.FPDF_PAGEOBJ_IMAGE
        if one.type == raw.FPDF_PAGEOBJ_FORM:
            inside = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], form=one, level=1)
            holds = next(iter(inside), None) is not None
        if holds:
            found.append(one.get_bounds())
    return found


def _drawn(page: Any) -> bool:
    return next(iter(page.get_objects(max_depth=1)), None) is not None


def _draw(page: Any, bars: list[tuple[Box, str]], scale: float, out: BinaryIO) -> None:
    from PIL import ImageDraw

    from shoumi.base.intake import wire_format

    # What lies on top (annotations, fields of forms) was not read, so it is not drawn.
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    place = bitmap.get_posconv(page)
    pen = ImageDraw.Draw(picture)
    for (left, bottom, right, top), name in bars:
        corners = [
            place.to_bitmap(x, y)
            for x, y in ((left - _MARGIN, bottom - _MARGIN), (right + _MARGIN, top + _MARGIN))
        ]
        (x0, x1), (y0, y1) = (sorted(axis) for axis in zip(*corners, strict=True))
        pen.rectangle((x0, y0, x1, y1), fill=_BAR)
        if name:
            _letter(pen, (x0, y0, x1, y1), name)
    pixels = zlib.compress(picture.tobytes(), 6)
    wire_format.write(out, "page", [pixels], width=picture.width, height=picture.height)


def _letter(pen: Any, box: tuple[int, int, int, int], name: str) -> None:
    """What is under the bar, as large as it fits; a bar too small for it stays black."""
    x0, y0, x1, y1 = box
    for size in range(min(22, int((y1 - y0) * 0.8)), 8, -1):
        font = _font(size)
        if pen.textlength(name, font=font) <= x1 - x0 - 4:
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            pen.text(middle, name, fill=_ON_BAR, font=font, anchor="mm")
            return


_fonts: dict[int, Any] = {}


def _font(size: int) -> Any:
    import pylopdf_fonts_zh_cn
    from PIL import ImageFont

    if size not in _fonts:
        folder = Path(pylopdf_fonts_zh_cn.__file__).parent
        _fonts[size] = ImageFont.truetype(folder / "NotoSansSC-Regular.otf", size)
    return _fonts[size]


def main() -> None:
    order = json.loads(sys.argv[1])
    sys.path.insert(0, order["root"])
    from shoumi.base.intake.worker import confine

    confine(**order["limits"])
    out = io.FileIO(1, "wb", closefd=False)
    with io.BufferedWriter(out, 1 << 16) as stream, io.FileIO(0, closefd=False) as file:
        reader = io.BufferedReader(file)
        order |= json.loads(reader.readline())
        work(order, reader, stream)
    os._exit(0)


if __name__ == "__main__":
    # As a script its own folder must not shadow what it imports.
    here = str(Path(__file__).resolve().parent)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    main()
