"""Which column is which field of the register, each decision with its reason.

A heading counts when it is one of a field's own names or headings, whole (``监护人/姓名`` is
read as ``监护人姓名``) or, under a merged heading about the same person, by its last part.  The
scan's verdict on the contents is the second voice: it can contradict a heading and propose a field
for an unknown one, but never decide alone.  Every column that holds anything must end as a field,
as the column that says who somebody is (staff, customer), or be dropped by a person (handbook
1.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import column_looks, customer_headings
from shoumi.base.intake.column_looks import Sensitive
from shoumi.base.intake.normalisation import heading_key
from shoumi.base.intake.problems import Problem
from shoumi.base.intake.sheets import Cells, Sheet
from shoumi.core.fields import FieldRegister
from shoumi.core.scan.columns import scan_table
from shoumi.core.scan.verdicts import column_verdicts, profile

DROP = "-"
ROLE = "role"

JOINER = "/"
_ROLE_HEADINGS = frozenset(
    map(
        heading_key,
        (
            "类别",
            "人员类别",
            "人员类型",
            "客户类别",
            "客户类型",
            "角色",
            "身份类型",
            "role",
            "kind",
        ),
    )
)
_RECIPIENT_HEADINGS = frozenset(
    map(heading_key, ("收件人", "收货人", "收件人姓名", "收货人姓名", "recipient", "consignee"))
)
# Of the file in which rows that were set aside go out and come back: which row it is, and beside
# each cell what is wrong with it.
CODE_HEADING = ("搁置编号", "Set-aside code")
REASON_MARKS = ("（问题）", " (problem)")
_CODE_HEADINGS = frozenset(map(heading_key, CODE_HEADING))
# Under such a heading stands somebody else than the customer.
_OTHERS = re.compile(
    "监护|家长|父|母|配偶|紧急|收件|收货|推荐|介绍|经办|员工|业务员|顾问|阿姨|guardian|parent|emergency"
)
# What the scan's labels propose for a column whose heading says nothing.
_FIELD_OF_LABEL = {
    "PERSON": "name",
    "MOBILE": "mobile",
    "LANDLINE": "landline",
    "EMAIL": "email",
    "ADDRESS": "address",
    "RESIDENT_ID": "id_number",
    "PASSPORT": "id_number",
    "USCC": "company_uscc",
    "BANK_CARD": "bank_account",
    "BANK_ACCOUNT": "bank_account",
    "WECHAT": "wechat",
    "DATE_OF_BIRTH": "birth_on",
}
_LABELS_OF_FIELD = {
    "name": {"PERSON"},
    "guardian_name": {"PERSON"},
    "mobile": {"MOBILE", "LANDLINE"},
    "guardian_mobile": {"MOBILE", "LANDLINE"},
    "landline": {"LANDLINE", "MOBILE"},
    "email": {"EMAIL"},
    "id_number": {"RESIDENT_ID", "PASSPORT", "HK_MACAU_PERMIT", "TAIWAN_PERMIT"},
    "bank_account": {"BANK_CARD", "BANK_ACCOUNT"},
    "company_uscc": {"USCC"},
}
# The scan is sure of these from the contents alone; names and addresses it only believes.
_HARD = frozenset({"MOBILE", "EMAIL", "RESIDENT_ID", "USCC", "BANK_CARD"})
CONTRADICTS_FROM = 0.6
SURE_FROM = 0.9
SAMPLE_ROWS = 2_000


class Why(StrEnum):
    """What a decision rests on."""

    OVERRIDE = "override"
    HEADING = "heading"
    SYNONYM = "synonym"
    LAST_PART = "last_part"
    ROLE = "role"
    RECIPIENT = "recipient"
    DROPPED = "dropped"
    EMPTY = "empty"
    RETURNED = "returned"
    REASON = "reason"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """One voice of the scan: a label and the share of the column's cells it holds for."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Mapping:
    """One column.  ``suggestion``: the field the contents speak for; ``labels``: what is in it.

    ``is_sure``    nearly every cell speaks for the suggestion, and no other column is that field
    ``sensitive``  a heading that asks for care (PIPL 28), whatever the column becomes
    ``samples``    of the first rows the shape: each letter and digit stands for any other
    ``file``       in which the sheet stands; ``key`` is the override that means this column alone
    """

    sheet: str
    column: int
    heading: str
    field: str | None
    why: Why
    confidence: float
    labels: tuple[str, ...] = ()
    suggestion: str | None = None
    is_sure: bool = False
    sensitive: Sensitive | None = None
    samples: tuple[str, ...] = ()
    file: str = ""

    @property
    def key(self) -> str:
        return f"{self.file}:{self.sheet}!{self.heading}"


def map_columns(
    sheet: Sheet,
    register: FieldRegister,
    *,
    found: Map[int, Sequence[Found]] | None = None,
    overrides: Map[str, str] | None = None,
) -> list[Mapping]:
    """Decide for each column of a table.

    ``found`` is by column; ``overrides`` by ``file:sheet!heading``, ``sheet!heading`` or heading,
    each a field code, ``-`` to drop the column or ``role`` for who somebody is.
    """
    assert sheet.table is not None
    names = _names(register)
    is_back = comes_back(sheet)
    decided = []
    for at, column in enumerate(sheet.table.columns):
        heading = sheet.header[at] if at < len(sheet.header) else ""
        voices = (found or {}).get(at, ())
        one = _override(sheet, heading, overrides or {}) or _by_heading(
            heading, names, is_back=is_back
        )
        if one[1] is Why.UNKNOWN and _is_empty(column):
            one = (None, Why.EMPTY, 1.0)
        suggestion = _suggest(voices) if one[1] is Why.UNKNOWN else None
        labels = tuple(voice.label for voice in voices)
        decided.append(Mapping(sheet.name, at, heading, *one, labels=labels, suggestion=suggestion))
    taken = {one.field for one in decided}
    return _prefer_better_names(
        [
            replace(
                one,
                is_sure=one.suggestion is not None
                and one.suggestion not in taken
                and _share(found or {}, one.column) >= SURE_FROM
                and sum(other.suggestion == one.suggestion for other in decided) == 1,
                sensitive=column_looks.sensitive(one.heading),
                samples=column_looks.samples(sheet, one.column),
                file=sheet.file,
            )
            for one in decided
        ]
    )


def _share(found: Map[int, Sequence[Found]], column: int) -> float:
    return max((voice.share for voice in found.get(column, ())), default=0.0)


def comes_back(sheet: Sheet) -> bool:
    """Whether rows of the sheet were set aside before: it has the column of their codes."""
    return any(heading_key(heading) in _CODE_HEADINGS for heading in sheet.header)


_Decision = tuple[str | None, Why, float]


def _names(register: FieldRegister) -> dict[str, tuple[str, Why, float]]:
    """Every spelling of a heading and the field it means; a field's own names go first."""
    names: dict[str, tuple[str, Why, float]] = {}
    for code, rule in register.items():
        for own in (code, rule.zh, rule.en):
            names[heading_key(own)] = (code, Why.HEADING, 1.0)
    for code, rule in register.items():
        for other in rule.headings:
            names.setdefault(heading_key(other), (code, Why.SYNONYM, 0.9))
    return names


def _override(sheet: Sheet, heading: str, overrides: Map[str, str]) -> _Decision | None:
    for key in (f"{sheet.file}:{sheet.name}!{heading}", f"{sheet.name}!{heading}", heading):
        if key in overrides:
            to = overrides[key]
            if to == DROP:
                return None, Why.DROPPED, 1.0
            return (None, Why.ROLE, 1.0) if to == ROLE else (to, Why.OVERRIDE, 1.0)
    return None


def _by_heading(
    heading: str, names: Map[str, tuple[str, Why, float]], *, is_back: bool
) -> _Decision:
    key = heading_key(heading)
    if is_back and heading.endswith(REASON_MARKS):
        return None, Why.REASON, 1.0
    if key in names:
        return names[key]
    if key in _ROLE_HEADINGS:
        return None, Why.ROLE, 1.0
    if key in _RECIPIENT_HEADINGS:
        return None, Why.RECIPIENT, 1.0
    if key in _CODE_HEADINGS:
        return None, Why.RETURNED, 1.0
    found = names.get(customer_headings.bare(key))
    if found and found[0] in customer_headings.OWN:
        return found[0], Why.SYNONYM, 0.85
    parent, joined, last = heading.rpartition(JOINER)
    if joined and not _OTHERS.search(parent.casefold()):
        key = heading_key(last)
        if key in names:
            return names[key][0], Why.LAST_PART, 0.8
        if key in _ROLE_HEADINGS:
            return None, Why.ROLE, 0.8
    return None, Why.UNKNOWN, 0.0


def _is_empty(column: pa.ChunkedArray) -> bool:
    return bool(pc.all(pc.is_null(column), min_count=0).as_py())


def _suggest(voices: Sequence[Found]) -> str | None:
    best = max(voices, key=lambda voice: voice.share, default=None)
    return _FIELD_OF_LABEL.get(best.label) if best else None


def _prefer_better_names(decided: list[Mapping]) -> list[Mapping]:
    """Where two columns claim one field, the one named exactly keeps it; the others are asked."""
    by_field: dict[str, list[Mapping]] = {}
    for one in decided:
        if one.field:
            by_field.setdefault(one.field, []).append(one)
    lost = {
        one.column
        for claims in by_field.values()
        if len(claims) > 1
        for one in claims
        if one.confidence < max(claim.confidence for claim in claims)
    }
    return [
        replace(one, field=None, why=Why.UNKNOWN, confidence=0.0, suggestion=None)
        if one.column in lost
        else one
        for one in decided
    ]


def check(
    sheet: Sheet,
    decided: Sequence[Mapping],
    register: FieldRegister,
    found: Map[int, Sequence[Found]] | None = None,
) -> list[Problem]:
    """What stands in the way of importing the sheet by these decisions."""
    problems = []
    claimed: dict[str, Mapping] = {}
    for one in decided:
        place = sheet.heading_place(one.column)
        facts = {"column": one.column + 1}
        if one.field and one.field not in register:
            problems.append(Problem("mapping.unregistered_field", place, facts))
        elif one.field and one.field in claimed:
            other = claimed[one.field].column + 1
            facts |= {"other": other}
            problems.append(Problem("mapping.field_twice", place, {**facts, "field": one.field}))
        elif one.why is Why.UNKNOWN and one.labels:
            told = {**facts, "label": one.labels[0]}
            problems.append(Problem("mapping.unknown_personal", place, told))
        elif one.why is Why.UNKNOWN:
            problems.append(Problem("mapping.unknown_column", place, facts))
        elif one.field and one.why is not Why.OVERRIDE:
            voices = (found or {}).get(one.column, ())
            if label := _contradiction(one.field, voices):
                told = {**facts, "field": one.field, "label": label}
                problems.append(Problem("mapping.contents_differ", place, told))
        if one.field:
            claimed.setdefault(one.field, one)
    return problems


def _contradiction(field: str, voices: Sequence[Found]) -> str | None:
    """The label that the contents clearly are and the field is not."""
    expected = _LABELS_OF_FIELD.get(field, set())
    if any(voice.label in expected for voice in voices):
        return None
    hard = (
        voice.label for voice in voices if voice.label in _HARD and voice.share >= CONTRADICTS_FROM
    )
    return next(hard, None) if field != "remark" else None


def samples(sheet: Sheet, unknown: Collection[int]) -> list[Cells]:
    """What ``scan`` looks at: of columns that a heading explains some rows, of ``unknown`` all."""
    assert sheet.table is not None
    width = range(sheet.table.num_columns)
    known = sheet.table.select([at for at in width if at not in unknown])
    return [Cells(known.slice(0, SAMPLE_ROWS)), Cells(sheet.table.select(sorted(unknown)))]


def scan(names: Sequence[str], tables: Sequence[Cells]) -> dict[int, list[Found]]:
    """The scan's verdicts on the contents, by column; ``names`` are those of all columns."""
    told: dict[int, list[Found]] = {}
    for cells in tables:
        for verdict in column_verdicts(scan_table(cells.table), profile(cells.table)):
            found = Found(verdict.label.value, verdict.share)
            told.setdefault(names.index(verdict.column), []).append(found)
    return told
