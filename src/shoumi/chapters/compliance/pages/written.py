"""What people wrote in an assessment, section by section, and what is not finished yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from shoumi.base.pages import acts
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.compliance.documents.content import Content, Section
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, State, stored, written
from shoumi.chapters.compliance.rules.written import Activity, Part, Written
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
        found["saves"] = link(request, one, "assessment-passage")
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
    act = acts.named(slug)
    href = acts.offered(act, request, assessment=one.ref) if act else ""
    return f"{href}?{urlencode(query)}" if href and query else href


def _unfinished(request: PageRequest, one: Assessment, said: Written) -> Iterator[tuple[str, str]]:
    for name in said.drafts:
        zh, en = draft_words(said, name)
        words: Both = (f"待确认的草稿：{zh}", f"A draft to take over: {en}")
        yield request.say(words), _taking(request, one, name)
    for words, slug, query in _empty(one, said):
        yield request.say(words), link(request, one, slug, **query)


Empty = tuple[Both, str, dict[str, object]]


def _empty(one: Assessment, said: Written) -> Iterator[Empty]:
    if not said.activities:
        yield ("没有写处理活动", "No processing activity"), "assessment-activity", {}
    for number, activity in enumerate(said.activities, start=1):
        if not activity.is_draft:
            yield from _of_activity(number, activity)
    for number, row in enumerate(one.risks, start=1):
        yield from _of_risk(number, stored(row))
    for part in Part:
        if said.passage(part) is None:
            yield _NO_PASSAGE[part], "assessment-passage", {"part": part.value}


_NO_PASSAGE: dict[Part, Both] = {
    Part.SUBJECTS: ("没有写个人信息主体是谁", "Who the data subjects are"),
    Part.RESIDUAL: ("没有写剩余风险", "The residual risk"),
    Part.OPINION: ("没有写个人信息保护负责人的意见", "The opinion of the protection officer"),
    Part.CONCLUSION: ("没有写结论", "The conclusion"),
}


def _of_activity(number: int, one: Activity) -> Iterator[Empty]:
    parts: tuple[tuple[object, Both], ...] = (
        (one.purpose, ("目的", "purpose")),
        (one.method, ("方式", "method")),
        (one.fields, ("数据类别", "data")),
        (one.necessity, ("必要性", "necessity")),
    )
    if lacks := [words for value, words in parts if not value]:
        told = _listed(("处理活动 {n} 没有写", "Activity {n}"), number, lacks)
        yield told, "assessment-activity", {"number": number}


def _of_risk(number: int, one: Risk) -> Iterator[Empty]:
    is_as_before = one.left == (one.impact, one.likelihood)
    parts: tuple[tuple[object, Both], ...] = (
        (one.text, ("具体内容", "what it is")),
        (one.source, ("来源", "source")),
        (one.impact_reason, ("影响的理由", "why that impact")),
        (one.likelihood_reason, ("可能性的理由", "why that likelihood")),
        (one.residual_reason or is_as_before, ("措施后的理由", "why less is left")),
    )
    if lacks := [words for value, words in parts if not value]:
        told = _listed(("风险 {n} 没有写", "Risk {n}"), number, lacks)
        yield told, "assessment-describe", {"risk": number}
    if not one.steps:
        words: Both = (f"风险 {number} 没有写措施", f"Risk {number}: a measure")
        yield words, "assessment-measure", {"step": number}
    for at, step in enumerate(one.steps, start=1):
        if step.owner is None or step.due is None:
            place = f"{number}.{at}"
            lack: Both = (f"措施 {place} 没有写责任角色或期限", f"Measure {place}: owner or date")
            yield lack, "assessment-measure", {"step": place}


def _listed(words: Both, number: int, lacks: list[Both]) -> Both:
    zh, en = words
    return (
        f"{zh.format(n=number)}{'、'.join(each[0] for each in lacks)}",
        f"{en.format(n=number)}: {', '.join(each[1] for each in lacks)}",
    )
