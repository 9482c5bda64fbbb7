"""What people wrote in an assessment, section by section, and what is not finished yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from shoumi.base.pages import acts
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.documents.content import Content, Section
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import State, stored, written
from shoumi.chapters.compliance.rules.written import Part, Written
from shoumi.chapters.compliance.verbs import unfinished
from shoumi.chapters.compliance.verbs.starters import draft_words
from shoumi.core.messages import Both

_PARTS = {part.value for part in Part}
# What is written from where it stands: act, its words.
_ACTS: dict[str, tuple[tuple[str, Both], ...]] = {
    "activities": (("assessment-activity", ("加一项", "Add one")),),
    "risks": (("assessment-risk", ("加一项风险", "Add a risk")),),
    "measures": (("assessment-measure", ("写一项措施", "Write a measure")),),
}


def panel(request: PageRequest, one: Assessment, told: Content) -> Filled:
    said = written.read(one.written)
    is_draft = one.state == State.DRAFT
    shown = [_section(request, one, each, said, is_draft=is_draft) for each in told.sections]
    found = [*_unfinished(request, one, said)] if is_draft else []
    return Filled("compliance/written.html", {"sections": shown, "unfinished": found})


def _section(
    request: PageRequest, one: Assessment, section: Section, said: Written, *, is_draft: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {"section": section}
    if section.columns:
        columns = [Column(words) for words in section.columns]
        empty = (section.empty, section.empty)
        found["table"] = Table(columns, section.rows, section.name, empty)
    if not is_draft:
        return found
    offered = [
        (request.say(words), link(request, one, act)) for act, words in _ACTS.get(section.key, ())
    ]
    found["acts"] = [each for each in offered if each[1]]
    if section.key in _PARTS:
        passage = said.passage(Part(section.key))
        found["saves"] = link(request, one, "assessment-passage", part=section.key)
        found["draft"] = passage.text if passage and passage.is_draft else ""
        if found["draft"] and not found["saves"]:
            found["drafts"] = [(found["draft"], "")]
    kind = {"activities": "activity", "risks": "suggested"}.get(section.key, "-")
    waiting = [name for name in said.drafts if name.startswith(f"{kind}-")]
    if waiting:
        found["drafts"] = [
            (request.say(draft_words(said, name)), _taking(request, one, name)) for name in waiting
        ]
    return found


def _taking(request: PageRequest, one: Assessment, name: str) -> str:
    """Where a draft is taken over."""
    kind, _, number = name.partition("-")
    if kind == "activity":
        return link(request, one, "assessment-activity", number=number)
    if kind == "suggested":
        return link(request, one, "assessment-risk", suggested=name)
    return link(request, one, "assessment-passage", part=name)


def link(request: PageRequest, one: Assessment, slug: str, **query: object) -> str:
    """The address of an act, for who may do it; empty for everybody else."""
    act, part = acts.named(slug), query.get("part")
    if not queries.may_write(one, Part(str(part)) if part else None, request.who(), request.at):
        return ""
    href = acts.offered(act, request, assessment=one.ref) if act else ""
    return f"{href}?{urlencode(query)}" if href and query else href


def _unfinished(request: PageRequest, one: Assessment, said: Written) -> Iterator[tuple[str, str]]:
    for name in said.drafts:
        zh, en = draft_words(said, name)
        words: Both = (f"待确认的草稿：{zh}", f"A draft to take over: {en}")
        yield request.say(words), _taking(request, one, name)
    for each in unfinished.of(one):
        yield request.say(each.words), link(request, one, each.act, **each.query)
    for words, slug, query in _advised(one):
        yield request.say(words), link(request, one, slug, **query)


def _advised(one: Assessment) -> Iterator[tuple[Both, str, dict[str, object]]]:
    """What is better said too; it holds nothing back."""
    for number, each in enumerate(map(stored, one.risks), start=1):
        if not each.source:
            words: Both = (f"风险 {number} 没有写来源", f"Risk {number}: where it comes from")
            yield words, "assessment-describe", {"risk": number}
        for at, step in enumerate(each.steps, start=1):
            if step.owner is None or step.due is None:
                place = f"{number}.{at}"
                lack: Both = (
                    f"措施 {place} 没有写责任角色或期限",
                    f"Measure {place}: owner or date",
                )
                yield lack, "assessment-measure", {"step": place}
