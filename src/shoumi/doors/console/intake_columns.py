"""The columns of files that wait, as a page shows and settles them.

One heading that is read alike in several files is one row and decided once; of each file it may be
said otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from shoumi.base.intake.mapping import DROP, ROLE, Why
from shoumi.base.intake.normalisation import heading_key
from shoumi.base.messages import names
from shoumi.base.pages import acts, tables, way_back
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import cards, field_register
from shoumi.core.messages import Both
from shoumi.core.scan import find_spans

_LEAVE_OUT: Both = ("舍去", "leave out")
_SAYS_WHO: Both = ("说明此人身份", "says who somebody is")
_AS_IT_IS: Both = ("按识别", "as recognised")
# More than a person could look through; what is beyond is read as it was.
_MOST_COLUMNS, _MOST_SHEETS = 500, 100
_MOST_HEADING, _MOST_DIGITS = 24, 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a column stands; ``chosen`` what is said of it alone, empty where nothing is."""

    key: str
    place: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Column:
    """One heading as the page shows it; ``chosen`` is the field it goes to, or nothing yet.

    ``standings``  the sheets it stands in; ``is_split`` where something else is said of some
    ``samples``    the shape of the first cells; ``warning`` what asks for care in it
    ``register_href``  where it becomes a field of the register, where it is none and one may
    """

    heading: str
    standings: Sequence[Standing]
    why: str
    is_open: bool
    chosen: str
    suggestion: str
    samples: Sequence[str]
    grade: str
    warning: str
    register_href: str

    @property
    def is_split(self) -> bool:
        return any(one.chosen for one in self.standings)


@dataclass(frozen=True, slots=True)
class NewField:
    """Where a field is added to the register, empty for who may not; whom to ask then."""

    href: str
    who: Sequence[str]


def new_field(request: PageRequest, delivery: str) -> NewField:
    found = next((card.new_field for card in cards() if card.new_field), None)
    told = found() if found else None
    act = acts.named(told[0]) if told else None
    if told is None or act is None:
        return NewField("", ())
    href = acts.offered(act, request, **told[1])
    back = way_back.to(reverse("intake", kwargs={"delivery": delivery}))
    who = [names.of(role, request.lang) for role in act.roles]
    return NewField(f"{href}?{back}" if href else "", who)


def _with_heading(href: str, heading: str) -> str:
    """A heading goes along in an address only where nobody's number or address can be in it."""
    is_long = len(heading) > _MOST_HEADING or sum(map(str.isdigit, heading)) > _MOST_DIGITS
    if not (href and heading) or is_long or "@" in heading or find_spans(heading):
        return href
    return f"{href}&{urlencode({'zh': heading})}"


def options(request: PageRequest) -> Sequence[tuple[str, str]]:
    """What a column may become."""
    return [
        ("", request.say(_AS_IT_IS)),
        (DROP, request.say(_LEAVE_OUT)),
        (ROLE, request.say(_SAYS_WHO)),
        *((code, names.field(code, request.lang)) for code in field_register()),
    ]


def chosen(request: PageRequest) -> dict[str, str]:
    """What the form says of each column, by the key of its mapping."""
    may_be = {*field_register(), DROP, ROLE}
    told: dict[str, str] = {}
    for number in range(min(tables.number(request.POST.get("columns", "")) or 0, _MOST_COLUMNS)):
        of_all = request.POST.get(f"to-{number}", "")
        for at, key in enumerate(request.POST.getlist(f"key-{number}")[:_MOST_SHEETS]):
            to = request.POST.get(f"to-{number}-{at}", "") or of_all
            if to in may_be:
                told[key] = to
    return told


def columns(
    request: PageRequest,
    headings: Sequence[Mapping[str, Any]],
    said: Mapping[str, str],
    register_href: str = "",
) -> list[Column]:
    """Each heading once for all sheets in which it is read alike, in the order of the files."""
    alike: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for one in headings:
        # Of one sheet two columns are two, whatever they are called.
        kind = (heading_key(one["heading"]), one["field"], one["why"])
        group = alike.setdefault(kind, [])
        if any((one["file"], one["sheet"]) == (own["file"], own["sheet"]) for own in group):
            group = alike.setdefault((*kind, one["key"]), [])
        group.append(one)
    files = len({one["file"] for one in headings})
    return [
        _column(request, group, said, register_href, has_files=files > 1)
        for group in alike.values()
    ]


def _column(
    request: PageRequest,
    group: Sequence[Mapping[str, Any]],
    said: Mapping[str, str],
    register_href: str,
    *,
    has_files: bool,
) -> Column:
    told = group[0]
    code = told["field"]
    field = names.field(code, request.lang) if code else ""
    reason = names.of(Why(told["why"]), request.lang)
    suggestion = next((one["suggestion"] for one in group if one["suggestion"]), None)
    is_sure = all(one["is_sure"] and one["suggestion"] == suggestion for one in group)
    sensitive = told["sensitive"]
    rule = field_register().get(code or "")
    of_all = str(suggestion or "") if is_sure else ""
    here = [said.get(one["key"], of_all) for one in group]
    is_one = len(set(here)) == 1
    # Chosen or left out by a person, it may still be better off as a field of its own.
    is_new = Why(told["why"]) in (Why.UNKNOWN, Why.OVERRIDE, Why.DROPPED)
    return Column(
        heading=told["heading"],
        standings=[
            Standing(one["key"], _place(one, has_files=has_files), "" if is_one else to)
            for one, to in zip(group, here, strict=True)
        ],
        why=f"{field} · {reason}" if field else reason,
        is_open=Why(told["why"]) is Why.UNKNOWN,
        chosen=here[0] if is_one else "",
        suggestion=names.field(suggestion, request.lang) if suggestion else "",
        samples=told["samples"],
        grade=names.of(rule.grade, request.lang) if rule else "",
        warning=names.of_code("intake.Sensitive", sensitive, request.lang) if sensitive else "",
        register_href=_with_heading(register_href, told["heading"]) if is_new else "",
    )


def _place(told: Mapping[str, Any], *, has_files: bool) -> str:
    file, sheet = told["file"], told["sheet"]
    if not has_files:
        return str(sheet)
    return f"{file} · {sheet}" if sheet and sheet not in file else str(file)
