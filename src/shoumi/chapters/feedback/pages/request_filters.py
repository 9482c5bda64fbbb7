"""By which requests a reader narrows the list and the board: channel, kind, language, whose."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from shoumi.base.messages import names
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Filter
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Way
from shoumi.core.messages import Both

ALL: tuple[str, Both] = ("", ("全部", "All"))
_MINE, _NOBODY = "mine", "nobody"
_LANGS: Mapping[str, Both] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
# What stands in the address; the other parts of it are places in a list.
NAMES = ("way", "kind", "in", "whose", "deal")


def narrowed(
    request: PageRequest, found: QuerySet[Request]
) -> tuple[QuerySet[Request], tuple[Filter, ...]]:
    """What is left, and the choices above it."""
    way = tables.chosen(request, "way", Way)
    kind = tables.chosen(request, "kind", Kind)
    lang = tables.chosen(request, "in", _LANGS)
    whose = tables.chosen(request, "whose", (_MINE, _NOBODY))
    for name, wanted in (("way", way), ("kind", kind), ("lang", lang)):
        if wanted:
            found = found.filter(**{name: wanted})
    if whose:
        found = found.filter(assignee=request.who() if whose == _MINE else "")
    return found, (
        Filter("way", ("渠道", "Channel"), [ALL, *((w.value, names.pair(w)) for w in Way)], way),
        Filter(
            "kind", ("要什么", "What for"), [ALL, *((k.value, names.pair(k)) for k in Kind)], kind
        ),
        Filter("in", ("语言", "Language"), [ALL, *_LANGS.items()], lang),
        Filter(
            "whose",
            ("负责", "Assigned"),
            [ALL, (_MINE, ("我", "me")), (_NOBODY, ("没有人", "nobody"))],
            whose,
        ),
    )


def of_deal(request: PageRequest, found: QuerySet[Request]) -> QuerySet[Request]:
    """Those of the deal that the address asks for.

    Raises:
        what ``scoping.seen`` raises for a deal that is nothing to the reader
    """
    deal = request.GET.get("deal", "")
    return found.filter(deal=scoping.seen(request, deal)) if deal else found
