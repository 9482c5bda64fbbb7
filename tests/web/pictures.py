"""The pictures of the README, taken while the story is walked: ``python -m tests.web.pictures``.

What is shown is what people see there: nothing is set up for the picture.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from tests.web import home
from tests.web.story import __main__ as story

FOLDER = home.ROOT / "docs" / "pictures"
NAMES = ("today", "deal", "customer", "room", "consent", "receipt", "destruction")
MOST_BYTES = 150_000
_COLOURS = 256


def keep(taken: Path, name: str) -> int:
    """Make one small enough for a page that is read over a slow line; returns its bytes."""
    place = FOLDER / f"{name}.png"
    with Image.open(taken / f"{name}.png") as picture:
        few = picture.convert("RGB").quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE)
        few.save(place, optimize=True)
    size = place.stat().st_size
    assert size <= MOST_BYTES, f"{name}: {size} bytes"
    return size


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="shoumi-pictures-") as place:
        taken = Path(place) / "taken"
        taken.mkdir()
        folder = Path(place) / "home"
        tale = story.walk(folder, story.whole(folder), taken)
        for name in () if tale.failed else NAMES:
            sys.stdout.write(f"{name} {keep(taken, name):,} B\n")
    sys.stdout.write("".join(f"{line}\n" for line in tale.failed))
    return 1 if tale.failed else 0


if __name__ == "__main__":
    sys.exit(main())
