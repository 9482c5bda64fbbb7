"""One line for each error that nobody foresaw: where in the program, never what it was about.

A line is JSON, on standard error, which systemd keeps in the journal::

    {"at": …, "id": "K7Q2-M4XA", "door": "page", "place": "deals/<str:deal>", "class": …, …}

Texts of exceptions quote what they failed on, so only their classes stand here.  ``place`` is the
pattern of an address, the name of a task or of a command.
"""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

log = logging.getLogger("shoumi.errors")

# Without letters and digits that are mistaken for one another: people read it to each other.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# Under this key of a request of WSGI the site leaves the pattern of the address.
PLACE = "shoumi.place"
_MOST_FRAMES, _MOST_CAUSES = 40, 5
_SOURCE = Path(__file__).resolve().parents[3]


def write(error: BaseException, *, door: str, place: str, **facts: str) -> str:
    """Write ``error`` down; answers its id.  ``facts`` are closed words and references."""
    number = identifier()
    told = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": number,
        "door": door,
        "place": place,
        **facts,
        "class": class_of(error),
        "causes": [class_of(one) for one in causes(error)],
        "frames": frames(error),
    }
    log.error(json.dumps(told))
    return number


def identifier() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def class_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def causes(error: BaseException) -> list[BaseException]:
    """What ``error`` came of, the nearest first."""
    found: list[BaseException] = []
    one = error.__cause__ or error.__context__
    while one is not None and one not in found and len(found) < _MOST_CAUSES:
        found.append(one)
        one = one.__cause__ or one.__context__
    return found


def frames(error: BaseException) -> list[str]:
    """``file:line function``, the outermost first; files as they lie in their package."""
    walked = traceback.walk_tb(error.__traceback__)
    told = [
        f"{_own(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in walked
    ]
    return told[-_MOST_FRAMES:]


def _own(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_SOURCE):
        return path.relative_to(_SOURCE).as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name
