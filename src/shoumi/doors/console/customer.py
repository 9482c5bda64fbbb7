"""One customer: fields in bands by grade, all masked; where the data went; what the person said;
who looked.  The title is the reference, never the name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.gate import decisions, reading_limits
from shoumi.base.gate import queries as tasks
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import question
from shoumi.base.handover import queries as packages
from shoumi.base.handover.models import State as PackageState
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import (
    acts,
    audit_rows,
    choices,
    clocks,
    figures,
    panels,
    pressed_buttons,
    scoping,
)
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.registry import field_register
from shoumi.base.rooms import queries as rooms
from shoumi.base.rooms.rules import State as RoomState
from shoumi.base.subjects.models import Kind, Record, State, Subject, Token
from shoumi.base.subjects.services import FLAGS
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, DisclosureLevel, LegalBasis
from shoumi.core.vault.errors import WillNotOpen
from shoumi.doors.console import customers, decoys
from shoumi.doors.console.reveal_preview import Sheet, sheet

PLACE = "customers/<str:subject>"
_LOOKS = 20
_FLAGGED = {field: flag for flag, field in FLAGS.items()}
# Above this many people a package's list is not read through for one page.
_SEARCHED_ROWS = 20_000
_GRADES = (DataGrade.L4, DataGrade.L3, DataGrade.L2, DataGrade.L1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was just opened: which fields and their values, for which task, under which entry.

    ``look`` is the entry as "who looked" tells it
    ``seconds`` until all of it is masked again
    """

    fields: frozenset[str]
    values: Mapping[str, str]
    task: Task
    look: audit_rows.AuditRow
    seconds: int

    @property
    def position(self) -> int:
        return self.look.position


@dataclass(frozen=True, slots=True)
class Row:
    """``value`` None: masked.  ``ask`` is where the sheet asks for it, if the task is about it."""

    code: str
    name: str
    note: str
    is_held: bool
    value: str | None
    ask: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the data went: ``mark`` is held, returned or never."""

    name: str
    mark: str
    word: str
    what: str
    at: datetime | None


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def customer(request: PageRequest, subject: str) -> HttpResponse:
    try:
        row = scoping.own(request, Subject, subject)
    except Http404:
        if (decoy := decoys.row(request, subject)) is None:
            raise
        return shown(request, decoy, [], None)
    mine = revealing(request, row)
    return shown(request, row, mine, chosen_task(request, mine))


def chosen_task(request: PageRequest, mine: Sequence[Task]) -> Task | None:
    """The one of ``revealing`` that the address names."""
    wanted = request.GET.get("task", "")
    return next((one for one in mine if one.ref == wanted), None)


def revealing(request: PageRequest, row: Subject) -> list[Task]:
    """The open tasks of who asks, in this deal, to reveal this person."""
    return [one for one in tasks.open_for(request.who(), request.at) if _reveals(one, row)]


def revealing_one(request: PageRequest, row: Subject) -> Task | None:
    """``chosen_task`` of ``revealing``, with nothing else read."""
    one = tasks.open_one(request.GET.get("task", ""), request.who(), request.at)
    return one if one is not None and _reveals(one, row) else None


def _reveals(one: Task, row: Subject) -> bool:
    return one.deal == row.deal and Act.REVEAL in one.acts and one.subject in ("", row.ref)


def shown(
    request: PageRequest,
    row: Subject,
    mine: Sequence[Task],
    task: Task | None,
    opened: Shown | None = None,
    refused: RefusalWords | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page, with what was opened, if something was.  ``mine`` are the tasks to choose from."""
    ref, deal = Ref(row.ref), deals.deal(Ref(row.deal))
    lang = request.lang
    around = on_the_sheet(request, row, mine, task)
    told: dict[str, Any] = {
        **around,
        "row": row,
        "deal": deal,
        "facts": [
            names.of(Kind(row.kind), lang),
            names.of(LegalBasis(row.basis), lang),
            names.of(State(row.state), lang),
            *customers.flags(request, row),
        ],
        "bands": _bands(request, row, task, around["sheet"], opened),
        "clock": clocks.until(task.opened_at, task.expires_at, request.at) if task else None,
        "opened": opened,
        "is_pressed": _is_pressed(request, around["sheet"]),
        "refused": refused,
        "looks_most": _LOOKS,
        "places": list(_places(request, row)),
        # What is nobody's has none: they ask for the row.
        "panels": panels.filled(request, "customer", ref) if row.pk else [],
        "looks": looks(request, ref),
        "acts": _acts(request, ref),
    }
    return page(
        request,
        "console/customer.html",
        (f"客户 {ref}", f"Customer {ref}"),
        told,
        status=status,
    )


def _is_pressed(request: PageRequest, asked: Sheet | None) -> bool:
    """Whether the sheet's button was pressed before the proof that led here."""
    return asked is not None and pressed_buttons.was_pressed(request, asked.post)


def on_the_sheet(
    request: PageRequest, row: Subject, mine: Sequence[Task], task: Task | None
) -> dict[str, Any]:
    """What ``console/customer_sheet.html`` shows; the gate is asked, and nothing is recorded."""
    return {
        "address": reverse("customer", kwargs={"subject": row.ref}),
        "task": task,
        "purpose": names.of_code("terms.Purpose", task.purpose, request.lang) if task else "",
        "tasks": [(one.ref, choices.purpose_of(request, one)) for one in mine],
        "sheet": sheet(request, row, task) if task is not None else None,
        "left": reading_limits.left(request.who(), request.at) if task is not None else 0,
    }


def _bands(
    request: PageRequest, row: Subject, task: Task | None, asked: Sheet | None, opened: Shown | None
) -> list[dict[str, Any]]:
    """By grade; what was not collected is told to whom the gate would show it, and masked else."""
    register = field_register()
    grades = set(Record.objects.filter(subject=row.ref).values_list("compartment", flat=True))
    indexed = set(Token.objects.filter(subject=row.ref).values_list("field", flat=True))
    lacking = {code for code, rule in register.items() if not _is_held(rule, row, grades, indexed)}
    told = _may_know(request, row, task, lacking)
    found = []
    for grade in _GRADES:
        rules = [rule for rule in register.values() if rule.grade == grade]
        if rules:
            rows = [field(request, rule, rule.code not in told, asked, opened) for rule in rules]
            found.append(
                {"grade": grade, "number": grade[1], "word": names.pair(grade), "rows": rows}
            )
    return found


def _may_know(
    request: PageRequest, row: Subject, task: Task | None, lacking: set[str]
) -> frozenset[str]:
    """Of the fields without a value those whose value this person could see now, were there one.

    To everybody else they look like any other: that somebody has no number is said of the person
    too.  The gate is asked about all of them at once, and a no about one is a no about all.
    """
    asked = frozenset(lacking & set(task.fields)) if task else frozenset()
    if task is None or not asked:
        return frozenset()
    wanted = question(
        actor=request.who(),
        act=Act.REVEAL,
        task=Ref(task.ref),
        at=request.at,
        subject=Ref(row.ref),
        fields=asked,
    )
    return asked if not decisions.ask(wanted).reasons else frozenset()


def _is_held(rule: FieldRule, row: Subject, grades: set[str], indexed: set[str]) -> bool:
    """As far as it can be known unopened: no compartment or no index entry means no value."""
    if rule.grade not in grades:
        return False
    flag = _FLAGGED.get(rule.code)
    if flag is not None:
        return bool(getattr(row, flag))
    return rule.code in indexed if rule.is_indexed else True


def field(
    request: PageRequest, rule: FieldRule, is_held: bool, asked: Sheet | None, opened: Shown | None
) -> Row:
    value = None
    if opened is not None and rule.code in opened.fields:
        value = opened.values.get(rule.code)
        is_held = value is not None
    period = figures.span_words(rule.retention_days, request.lang)
    kept = say(("保存 {n}", "kept {n}"), request.lang, n=period)
    note = f"{names.of(rule.basis, request.lang)} · {kept}"
    return Row(
        rule.code,
        request.say((rule.zh, rule.en)),
        note,
        is_held,
        value,
        asked.address_of(rule.code) if asked and is_held else "",
    )


def _places(request: PageRequest, row: Subject) -> Iterator[_Place]:
    """Rooms of the deal and its packages; what cannot be told of one person is said of all."""
    deal, lang = Ref(row.deal), request.lang
    for room in rooms.of_deal(deal):
        level = DisclosureLevel(room.level)
        if level is DisclosureLevel.L3 and row.ref not in room.subjects:
            continue
        whose: Both = (
            ("本人的条目", "this person's item")
            if level is DisclosureLevel.L3
            else ("去标识或汇总，看不出是谁", "de-identified or counted; nobody is named")
        )
        mark = "held" if room.state == RoomState.OPEN else "returned"
        word = names.of(RoomState(room.state), lang)
        name = say(("数据室 {level}", "Data room {level}"), lang, level=level.value)
        yield _Place(name, mark, word, say(whose, lang), room.shut_at or room.opened_at)
    known = {one.ref: one.name for one in deals.parties(deal)}
    for package in packages.of_deal(deal).exclude(state=PackageState.VOIDED):
        inside = _is_inside(Ref(row.ref), package.position, package.rows)
        name = known.get(package.recipient, package.recipient)
        word = names.of(PackageState(package.state), lang)
        if inside is None:
            what: Both = ("人多，名单在证据里", "many people; the list is in the evidence")
        elif inside:
            what = ("在交接包里", "in the package")
        else:
            word = say(("从未提供", "never given"), lang)
            what = ("不在交接包里", "not in the package")
        mark = "never" if inside is False else "held"
        yield _Place(name, mark, word, say(what, lang), package.released_at or package.sealed_at)


def _is_inside(subject: Ref, position: int, rows: int) -> bool | None:
    """Is the person among the rows of the package's entry?  None where nobody looked."""
    if rows > _SEARCHED_ROWS:
        return None
    if (name := pseudonym(subject)) is None:
        return False
    # A row is read only where the name stands in it somewhere.
    written = name.encode()
    return any(
        json.loads(line)["subject"] == name for line in reader.rows(position) if written in line
    )


def pseudonym(subject: Ref) -> Ref | None:
    """The ledger's name for the person; gone with the key."""
    try:
        return keys.pseudonym(subject)
    except (NoKey, WillNotOpen):
        return None


def looks(request: PageRequest, ref: Ref) -> Sequence[audit_rows.AuditRow]:
    """Every entry about this person alone, refused tries included, the newest first."""
    name = pseudonym(ref)
    if name is None:
        return []
    return audit_rows.told(request, reader.latest(_LOOKS, about=name))


def _acts(request: PageRequest, ref: Ref) -> list[tuple[str, str]]:
    return [
        (request.say(act.title), href)
        for act in acts.every()
        if act.place == PLACE and (href := acts.offered(act, request, subject=ref))
    ]
