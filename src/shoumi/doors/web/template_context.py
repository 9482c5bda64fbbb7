"""What every template may count on."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from shoumi.base.anchoring import queries as anchors
from shoumi.base.anchoring import witness
from shoumi.base.emergency import queries as emergencies
from shoumi.base.emergency import rules
from shoumi.base.ledger import reader
from shoumi.base.messages.text import minute
from shoumi.base.pages.access import access_of
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.doors.web import menu

_AGO: Both = ("见证 {minutes} 分钟前", "witnessed {minutes} min ago")
_TO_REVIEW: Both = ("有 {count} 次紧急开启等着复核", "Emergencies to be reviewed: {count}")
_NEVER: Both = ("见证人还没有应答", "the witness has not answered yet")


def frame(request: HttpRequest) -> dict[str, Any]:
    """``frame`` is the template around a page: the console's for who is signed in."""
    asked = cast(PageRequest, request)
    at = getattr(asked, "at", None)
    printed = minute(at) if at else ""
    if getattr(asked, "actor", None) is None:
        return {"frame": "portal/frame.html", "printed": printed}
    return {
        "frame": "console/frame.html",
        "menu": menu.of(asked),
        "finds": menu.has("find", asked),
        "asks_proof": _asks_proof(asked),
        "printed": printed,
        "head": reader.size(),
        "witness": _witness(asked),
        "emergencies": _emergencies(asked),
    }


def _asks_proof(asked: PageRequest) -> bool:
    """Whether who sends the form of this page has to have proved a moment ago who it is."""
    found = asked.resolver_match
    access = access_of(found.func) if found else None
    return access is not None and access.is_fresh


def _emergencies(asked: PageRequest) -> str:
    """What every page tells officers until it is reviewed; nothing where there is none."""
    if not asked.roles & {*rules.WATCHERS}:
        return ""
    count = emergencies.count_to_review()
    return asked.say(_TO_REVIEW, count=count) if count else ""


def _witness(asked: PageRequest) -> tuple[str, bool]:
    """How long ago the witness agreed, and whether that holds; no words where there is none."""
    if witness.url() is None:
        return "", True
    stands = anchors.standing()
    if stands.silent_for is None:
        return asked.say(_NEVER), False
    minutes = max(0, int(stands.silent_for.total_seconds() // 60))
    return asked.say(_AGO, minutes=minutes), stands.holds
