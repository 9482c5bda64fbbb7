"""A button that was pressed before the person had to prove who it is.

The press is kept in the address that the proof leads back to, signed and for the minutes that a
proof is good for, so that nobody presses twice; no address that somebody made does it.  Whoever
gets one pressed nothing: it is of one person and one address.
"""

from __future__ import annotations

from django.core import signing

from shoumi.base.pages.request import PageRequest

PARAMETER = "pressed"
_SALT = "shoumi.pressed"
_GOOD_FOR = 300  # seconds, as a proof


def kept(request: PageRequest) -> str:
    """The address of the request with its press; of one whose token stood the check of forms."""
    said = signing.dumps(_what(request), salt=_SALT)
    joint = "&" if "?" in request.get_full_path() else "?"
    return f"{request.get_full_path()}{joint}{PARAMETER}={said}"


def was_pressed(request: PageRequest, path: str) -> bool:
    """Whether this person pressed the button that leads to ``path`` a moment ago."""
    try:
        said = signing.loads(request.GET.get(PARAMETER, ""), salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return False
    return bool(said == [str(request.actor), path])


def _what(request: PageRequest) -> list[str]:
    return [str(request.actor), request.get_full_path()]
