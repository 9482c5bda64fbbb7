"""Take in a target's files over the API: a report first, then the good rows; bad ones are set
aside.

The files wait sealed and are plain only while they are read, as on the page.  Nothing that stands
in a cell is ever answered: columns, places and counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ninja import File, Form, Router, Schema, UploadedFile
from ninja.responses import Status
from pydantic import Field

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.api.fields import RefText
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries as deals
from shoumi.base.intake import import_plan, import_run, pending_uploads, set_aside
from shoumi.base.intake.errors import NoSuchDataSet
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.mapping import DROP, ROLE, Why
from shoumi.base.intake.plan import Plan
from shoumi.base.intake.problems import ACCEPTABLE, SHOWN, Problem
from shoumi.base.messages import refusals
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.registry import field_register
from shoumi.core.refs import Ref

router = Router(tags=["intake"])
_MOST_CHOICES = 500


class IntakeGiven(Schema):
    """``mapped``  ``sheet!heading=field`` for a column that was not recognised; ``-`` leaves
    it out, ``role`` says that it tells who somebody is

    ``accepted``  codes of warnings that may stand; ``is_complete`` says that who is missing left

    ``decided``  ``code=word``: what is to become of rows with a problem of that kind, ``set_aside``
    where nothing is said, ``without`` the cell, ``accept``, ``leave_out``
    """

    dataset: RefText
    is_complete: bool = False
    mapped: list[str] = Field([], max_length=_MOST_CHOICES)
    accepted: list[str] = Field([], max_length=len(ACCEPTABLE))
    decided: list[str] = Field([], max_length=_MOST_CHOICES)


class Column(Schema):
    """``field`` is empty while nobody said what the column is."""

    sheet: str
    heading: str
    field: str
    why: Why


class Trouble(Schema):
    """``place``  a file, line or cell, never what stands there"""

    code: str
    place: str
    title: str
    mend: str


class Report(Schema):
    """What taking in would do; the first hundred of each kind of trouble.

    In ``counts``: ``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``.
    """

    counts: dict[str, int]
    columns: list[Column]
    errors: list[Trouble]
    warnings: list[Trouble]


class Taken(Schema):
    """How many people were stored new or anew, and the entry that says so.

    ``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``

    ``returned``  rows that had been set aside and came back with these files
    """

    dataset: str
    new: int
    updated: int
    file_rows: int
    taken_in: int
    set_aside: int
    left_out: int
    returned: int
    position: int


@router.post("/deals/{deal}/intake/report", **acts(Report))
@needs(Scope.INTAKE_WRITE, *IMPORTERS, is_kept=False)
def report(
    request: PageRequest, deal: str, given: Form[IntakeGiven], files: File[list[UploadedFile]]
) -> dict[str, Any]:
    """What the columns are, what stands in the way, what would change; nothing is stored."""
    ref = seen(request, deal)
    with _planned(request, ref, given, files) as (made, _):
        return {
            "counts": dict(made.counts),
            "columns": [
                {
                    "sheet": one.sheet,
                    "heading": one.heading,
                    "field": one.field or "",
                    "why": one.why,
                }
                for one in made.mappings
            ],
            "errors": [_trouble(request, one) for one in made.errors[:SHOWN]],
            "warnings": [_trouble(request, one) for one in made.warnings[:SHOWN]],
        }


@router.post("/deals/{deal}/intake", **acts(Taken, 201))
@needs(Scope.INTAKE_WRITE, *IMPORTERS)
def take_in(
    request: PageRequest, deal: str, given: Form[IntakeGiven], files: File[list[UploadedFile]]
) -> Status[Any]:
    """Store who can be taken in, set the rows aside that have to be mended, or store nobody."""
    ref = seen(request, deal)
    with _planned(request, ref, given, files) as (made, paths):
        taken = import_run.take_in(
            deal=ref,
            dataset=Ref(given.dataset),
            plan=made,
            files=paths,
            bases={},
            actor=request.who(),
            at=clock.now(),
        )
        told = {
            "dataset": given.dataset,
            "position": taken.position,
            "new": len(taken.new),
            "updated": len(taken.updated),
            "returned": taken.returned,
            **{name: made.counts.get(name, 0) for name in set_aside.SUM},
        }
    return Status(201, told)


@contextmanager
def _planned(
    request: PageRequest, deal: Ref, given: IntakeGiven, files: Sequence[UploadedFile]
) -> Iterator[tuple[Plan, Sequence[Path]]]:
    """
    Raises:
        NotPermitted, NoSuchDataSet, TooMuch
    """
    accounts.require(request.who(), request.at, *IMPORTERS, deal=deal)
    dataset = Ref(given.dataset)
    if dataset not in [one.ref for one in deals.datasets(deal)]:
        raise NoSuchDataSet
    ref = pending_uploads.keep(
        files, deal=deal, dataset=dataset, actor=request.who(), at=request.at
    )
    found = pending_uploads.find(ref, request.who())
    try:
        with pending_uploads.files_of(found) as paths:
            yield import_plan.planned(paths, (deal, dataset, request.who()), _said(given)), paths
    finally:
        pending_uploads.drop(found)


def _said(given: IntakeGiven) -> dict[str, Any]:
    register = field_register()
    chosen = [one.rpartition("=")[::2] for one in given.mapped]
    return {
        "encoding": None,
        "complete": given.is_complete,
        "cut_off": None,
        "accepted": sorted(ACCEPTABLE.intersection(given.accepted)),
        "dropped": [],
        "mapped": [(key, to) for key, to in chosen if to in register or to in (DROP, ROLE)],
        "decisions": dict(one.rpartition("=")[::2] for one in given.decided),
    }


def _trouble(request: PageRequest, one: Problem) -> dict[str, str]:
    told = refusals.tell_code(one.code, request.lang, **{**one.facts, "place": one.place})
    return {"code": one.code, "place": one.place, "title": told.what, "mend": told.mend}
