"""The text of a version: its passages as readers see them, and what each item is tied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.policies import texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Item, State
from shoumi.chapters.policies.texts import PolicyText, completeness, markdown
from shoumi.chapters.policies.verbs import WRITERS, still_missing
from shoumi.core.messages import Both

_WRITE: Both = ("写正文", "Write the text")
_COLUMNS = (
    Column(("事项", "Matter")),
    Column(("写在哪一段", "Passage that says it")),
)
_HEADING: Both = ("第 {n} 段 {title}", "{n} {title}")


def handler(request: PageRequest, version: PolicyVersion) -> list[tuple[str, str]]:
    """Label and value of each fact of the handler that somebody wrote."""
    text = texts.of(version)
    told = ((fact, text.fact(fact, request.lang)) for fact in texts.TOLD)
    return [(names.of(fact, request.lang), value) for fact, value in told if value]


def passages(request: PageRequest, version: PolicyVersion) -> list[dict[str, Any]]:
    return shown(request, texts.of(version))


def shown(request: PageRequest, text: PolicyText) -> list[dict[str, Any]]:
    """Each passage in the reader's language."""
    place = 1 if request.lang == "en" else 0
    return [
        {
            "code": one.code,
            "title": texts.filled(one.title[place], text, request.lang),
            "html": markdown.html(one.body[place], text, request.lang),
        }
        for one in text.passages
    ]


def saying(version: PolicyVersion, item: Item) -> str:
    """The code of the passage an item is tied to; empty without one."""
    found = texts.of(version).saying(item)
    return found.code if found else ""


def panel(request: PageRequest, version: PolicyVersion) -> Filled:
    told = {"handler": handler(request, version), "passages": passages(request, version)}
    return Filled("policies/text.html", {**told, "write": _href(request, version)})


def cautions(request: PageRequest, version: PolicyVersion) -> list[str]:
    """What is missing from a draft, each by its name."""
    if version.state != State.DRAFT or not (missing := still_missing(version, request.lang)):
        return []
    words: Both = (
        "批准前还缺 {count} 项：{missing}",
        "Missing before it can be approved ({count}): {missing}",
    )
    return [request.say(words, count=len(missing), missing=missing)]


def to_write(request: PageRequest, version: PolicyVersion) -> list[tuple[str, str]]:
    href = _href(request, version)
    return [(request.say(_WRITE), href)] if href else []


def _href(request: PageRequest, version: PolicyVersion) -> str:
    """The editor, for who may write in a draft."""
    may = version.state == State.DRAFT and request.roles & set(WRITERS)
    return reverse("policy-text", kwargs={"draft": version.ref}) if may else ""


def items(request: PageRequest, version: PolicyVersion) -> Table:
    """What the version has to say, and where it does, or that nothing does."""
    rows = list(_items(request, version))
    name: Both = ("法定事项与正文", "What the law asks, and where it is said")
    return Table(_COLUMNS, rows, name, ("没有。", "None."))


def _items(request: PageRequest, version: PolicyVersion) -> Iterator[tuple[object, Cell]]:
    text, write = texts.of(version), _href(request, version)
    wanted = texts.wanted(version.items, texts.tier_of(version))
    lacks = completeness.of(version).items
    for item in (one for one in Item if one in wanted or text.saying(one)):
        name, passage = names.of(item, request.lang), text.saying(item)
        if item in lacks or passage is None:
            to = f"{write}#field-item-{item.value}" if write else ""
            yield name, Cell(request.say(("缺", "missing")), to)
            continue
        place = text.passages.index(passage) + 1
        title = texts.filled(passage.title[request.lang == "en"], text, request.lang)
        yield name, Cell(request.say(_HEADING, n=place, title=title), f"#passage-{passage.code}")
