"""Pictures that people bring, such as the company's logo: read and drawn anew, so that nothing of
the file itself is shown to anybody."""

from __future__ import annotations

import io

from PIL import Image

from shoumi.base.home_settings.errors import LogoUnfit

MOST_BYTES = 2_000_000
_MOST_SIDE = 4_000
_SHOWN = (480, 160)
# It lies in the keyring, and a page loads it.
_MOST_DRAWN = 100_000


def redrawn(content: bytes) -> bytes:
    """The picture as PNG of at most 480 by 160, without whatever else stood in the file.

    Raises:
        LogoUnfit: no PNG or JPEG, or too large.
    """
    made = drawn_anew(content, within=_SHOWN, most_bytes=_MOST_DRAWN)
    if made is None:
        raise LogoUnfit
    return made


def drawn_anew(content: bytes, *, within: tuple[int, int], most_bytes: int) -> bytes | None:
    """A PNG that fits ``within``; None where it is no PNG or JPEG, or too large."""
    if len(content) > MOST_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as found:
            if max(found.size) > _MOST_SIDE:
                return None
            drawn = found.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    drawn.thumbnail(within)
    made = _png(drawn)
    if len(made) > most_bytes:  # a photograph: fewer colours do
        made = _png(drawn.quantize(64))
    return made if len(made) <= most_bytes else None


def _png(drawn: Image.Image) -> bytes:
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()
