"""What every template may count on."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from shoumi.base.ledger import reader
from shoumi.base.pages.asked import Asked
from shoumi.doors.web import menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """``frame`` is the template around a page: the console's for who is signed in."""
    asked = cast(Asked, request)
    if getattr(asked, "actor", None) is None:
        return {"frame": "portal/frame.html"}
    return {
        "frame": "console/frame.html",
        "menu": menu.of(asked),
        "head": reader.size(),
    }
