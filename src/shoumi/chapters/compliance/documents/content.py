"""What an assessment says: the one source of its page and of its report.

Nothing stands here that nobody wrote, chose or counted; what is empty is said to be empty, and a
draft of a starter set counts as empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import moment
from shoumi.base.messages import names
from shoumi.base.messages.text import DASH, say
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, Scope, State, Step, stored, written
from shoumi.chapters.compliance.rules.written import OPINION_WRITERS, Activity, Part, Passage
from shoumi.core import risk
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import RiskGrade

NOBODY: Both = ("没有人填写", "nobody wrote this")
UNKNOWN: Both = ("当时没有记下", "was not kept then")
Columns = tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A passage, or rows under columns; ``empty`` is said where there is neither.

    ``signed``  who wrote it and when, where that is its author's own
    """

    key: str
    name: Both
    columns: tuple[Both, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    empty: str = ""
    signed: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.rows


@dataclass(frozen=True, slots=True)
class Content:
    """``facts``  label and value, in the reader's language"""

    facts: tuple[tuple[Both, str], ...]
    sections: tuple[Section, ...]

    def strings(self) -> Iterator[str]:
        """Everything it says, without its labels."""
        yield from (value for _, value in self.facts)
        for each in self.sections:
            yield from (cell for row in each.rows for cell in row)
            yield each.empty if each.is_empty else each.text
            yield from filter(None, [each.signed])


def content(found: Assessment, lang: Lang, at: datetime) -> Content:
    """``at``  when people and recipients are counted, of one that is not approved yet."""
    if found.state != State.DRAFT and found.signed is None:
        told = {**queries.particulars(found, at), "people": found.people, "counted_at": ""}
    else:
        told = queries.particulars(found, at)
    risks = [stored(one) for one in found.risks]
    return Content(tuple(_facts(found, told, lang)), tuple(_sections(found, told, risks, lang)))


def _facts(found: Assessment, told: dict[str, Any], lang: Lang) -> Iterator[tuple[Both, str]]:
    said = written.read(found.written)
    people = accounts.names([found.assessor, found.approver, *said.assessors])
    none = say(("没有登记", "not on file"), lang)
    yield ("编号", "number"), str(found)
    yield ("交易编号", "deal"), deals.numbers([found.deal]).get(found.deal, found.deal)
    yield ("被转让公司", "company"), told["company"] or none
    yield ("统一社会信用代码", "credit code"), told["credit_code"] or none
    yield ("评估对象", "subject"), names.of(Scope(found.scope), lang)
    assessors = dict.fromkeys((found.assessor, *said.assessors))
    yield ("评估人", "assessors"), "、".join(people.get(one, one) for one in assessors)
    if found.approver:
        yield ("批准人", "approver"), people.get(found.approver, found.approver)
    yield ("接收方", "recipients"), "、".join(told["recipients"]) or none
    yield ("个人信息主体人数", "data subjects"), _counted(told, lang)
    yield ("措施前的风险", "risk before measures"), names.of(RiskGrade(found.inherent), lang)
    yield ("措施后的风险", "risk after measures"), names.of(RiskGrade(found.residual), lang)
    if found.approved_at is not None:
        last = risk.stale_after(day_in_china(found.approved_at))
        yield ("有效至", "until"), last.isoformat()
    if found.keep_until is not None:
        yield ("报告保存至", "report kept until"), found.keep_until.isoformat()


def _counted(told: dict[str, Any], lang: Lang) -> str:
    if told["people"] is None:
        return say(UNKNOWN, lang)
    if not told["counted_at"]:
        return say(("{n} 人（签署时）", "{n} (when signed)"), lang, n=told["people"])
    at = told["counted_at"]
    if len(at) > len("2026-09-14"):  # signed while the minute was kept as well
        at = moment(datetime.fromisoformat(at))
    return say(("{n} 人（{at} 计数）", "{n} (counted {at})"), lang, n=told["people"], at=at)


def _columns(zh: str, en: str) -> Columns:
    return tuple(zip(zh.split("|"), en.split("|"), strict=True))


_ACTIVITIES = _columns(
    "处理活动|目的|方式|数据类别|必要性", "activity|purpose|method|data|necessity"
)
_RISKS = _columns(
    "风险|来源|影响及理由|可能性及理由|等级", "risk|source|impact and why|likelihood and why|grade"
)
_MEASURES = _columns("风险|措施|责任角色|期限|状态", "risk|measure|owner|due|state")
_LEFT = _columns("风险|影响|可能性|理由|等级", "risk|impact|likelihood|why|grade")


def _sections(
    found: Assessment, told: dict[str, Any], risks: Sequence[Risk], lang: Lang
) -> Iterator[Section]:
    said, nobody = written.read(found.written), say(NOBODY, lang)
    numbered = list(enumerate(risks, start=1))
    titles = {code: say(tuple(pair), lang) for code, pair in told["fields"].items()}
    doing = tuple(_activity(one, titles, lang) for one in said.own)
    yield Section(
        "activities", ("处理活动", "Processing activities"), _ACTIVITIES, doing, "", nobody
    )
    yield _passage(Part.SUBJECTS, said, lang)
    covered: Both = ("涵盖的登记字段", "Registered fields covered")
    none = say(("没有", "none"), lang)
    yield Section("fields", covered, text="、".join(titles.values()), empty=none)
    yield Section("risks", ("风险", "Risks"), _RISKS, tuple(_risk(*one, lang) for one in numbered))
    taken = tuple(row for one in numbered for row in _measures(*one, lang))
    no_measure = say(("没有措施", "no measure"), lang)
    yield Section("measures", ("措施", "Measures"), _MEASURES, taken, "", no_measure)
    left = tuple(_left(*one, lang) for one in numbered)
    yield Section("left", ("措施后的风险", "Risk with the measures"), _LEFT, left)
    yield _passage(Part.RESIDUAL, said, lang)
    for part in OPINION_WRITERS:
        # The officer's stands in each; others are there where somebody has one.
        if part is Part.OPINION or said.of(part) or found.state == State.DRAFT:
            yield _passage(part, said, lang)
    yield _passage(Part.CONCLUSION, said, lang)


def _activity(one: Activity, titles: Mapping[str, str], lang: Lang) -> tuple[str, ...]:
    nobody = say(NOBODY, lang)
    data = "、".join(titles.get(code) or names.field(code, lang) for code in one.fields)
    told = (one.purpose, one.method, data, one.necessity)
    return one.name, *(text or nobody for text in told)


def _risk(number: int, one: Risk, lang: Lang) -> tuple[str, ...]:
    nobody, joint = say(NOBODY, lang), "：" if lang == "zh" else ": "
    return (
        f"{number}. {names.of(one.hazard, lang)}{joint}{one.text or nobody}",
        one.source or nobody,
        f"{names.of(one.impact, lang)}{joint}{one.impact_reason or nobody}",
        f"{names.of(one.likelihood, lang)}{joint}{one.likelihood_reason or nobody}",
        names.of(one.grade, lang),
    )


def _left(number: int, one: Risk, lang: Lang) -> tuple[str, ...]:
    levels = (names.of(level, lang) for level in one.left)
    why = one.residual_reason or say(NOBODY, lang)
    return str(number), *levels, why, names.of(one.residual, lang)


def _passage(part: Part, said: written.Written, lang: Lang) -> Section:
    text, signed = said.of(part), ""
    if text and part in OPINION_WRITERS:
        signed = _signed(said.passage(part))
    return Section(part.value, names.pair(part), text=text, empty=say(NOBODY, lang), signed=signed)


def _signed(one: Passage | None) -> str:
    """Who wrote an opinion, and on which day; the day of one of before was not kept."""
    assert one is not None
    day = [moment(datetime.fromisoformat(one.at))] if one.at else []
    return " · ".join([accounts.names([one.by])[one.by], *day])


def _measures(number: int, one: Risk, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Those of own words, then the kinds that were ticked without any."""
    for step in one.steps:
        yield str(number), step.text, *_promised(step, lang)
    blank = DASH if one.steps else say(NOBODY, lang)
    ticked: Both = ("{kind}（勾选的类别）", "{kind} (a kind that was ticked)")
    for kind in one.measures:
        named = say(ticked, lang, kind=names.of(kind, lang))
        yield str(number), named, blank, blank, blank


def _promised(step: Step, lang: Lang) -> tuple[str, str, str]:
    nobody = say(NOBODY, lang)
    done: Both = ("已完成", "done") if step.is_done else ("未完成", "not done yet")
    return (
        names.of(step.owner, lang) if step.owner else nobody,
        step.due.isoformat() if step.due else nobody,
        say(done, lang),
    )
