"""Pictures (PNG, JPEG, TIFF, WebP, BMP) as frames in grey, for whoever reads them.

Only the decoders of these formats are asked.  A file's size in pixels is looked at before anything
is unpacked; of a moving picture the first is read, of a TIFF every page.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import BinaryIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.report import Report, write_frame, write_pages

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
# Deep grey: how far it reaches.
_DEEP = {"I;16": 65_535.0, "I;16L": 65_535.0, "I;16B": 65_535.0, "I": 65_535.0}
# What Pillow raises for a file that is damaged, cut off or made to hurt.
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError,
    OverflowError, ZeroDivisionError, RuntimeError,
)  # fmt: skip

# The size is judged here, against our own limit.
Image.MAX_IMAGE_PIXELS = None


def parse(file: BinaryIO, report: Report, *, pages: Sequence[int]) -> None:
    """Decode ``pages``, counted from 1; a moving picture has one.

    Raises:
        FileRefused: it is no picture of these formats, damaged, or too large.
    """
    warnings.simplefilter("ignore")
    try:
        with Image.open(file, formats=FORMATS) as picture:
            count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            _check(picture, report)
            write_pages(report, count)
            for number, one in enumerate(ImageSequence.Iterator(picture), 1):
                if number > min(count, max(pages)):
                    break
                if number in pages:
                    _check(one, report)
                    write_frame(report, number, _grey(one))
    except UnidentifiedImageError:
        raise errors.Broken(place=report.place()) from None
    except Image.DecompressionBombError:
        raise errors.TooManyPixels(
            place=report.place(), most=limits.MAX_PICTURE_PIXELS, found=0
        ) from None
    except MemoryError:
        raise
    except _DAMAGE:
        raise errors.Broken(place=report.place()) from None


def _check(picture: Image.Image, report: Report) -> None:
    width, height = picture.size
    if width * height > limits.MAX_PICTURE_PIXELS or max(width, height) > limits.MAX_PICTURE_SIDE:
        raise errors.TooManyPixels(
            place=report.place(), most=limits.MAX_PICTURE_PIXELS, found=width * height
        )


def _grey(picture: Image.Image) -> Image.Image:
    side = limits.FRAME_SIDE
    if picture.format == "JPEG":
        picture.draft("L", (side, side))
    upright = ImageOps.exif_transpose(picture)
    if reach := _DEEP.get(upright.mode):
        whole = upright.convert("F")
        upright = whole.point(lambda value: value * (255.0 / reach) + 0.0)
    if upright.mode in ("P", "PA", "LA", "RGBA") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.new("RGBA", clear.size, "white")
        upright.alpha_composite(clear)
    grey = upright.convert("L")
    grey.thumbnail((side, side))
    return grey
