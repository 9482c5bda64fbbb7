"""Rows that wait to be mended, over the API: counted, taken out as a workbook.

They come back as any file of an import does, each once.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from shoumi.base.api import paging
from shoumi.base.api.fields import RefText, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries as deals
from shoumi.base.intake import mending_file, set_aside
from shoumi.base.intake.errors import NoSuchDataSet
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.models import Import
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.refs import Ref

router = Router(tags=["intake"])
_ID = "intake_{}".format


class ImportLine(Schema):
    """``file_rows`` = ``taken_in`` + ``set_aside`` + ``left_out``"""

    ref: str
    dataset: str
    at: datetime
    file_rows: int
    taken_in: int
    set_aside: int
    left_out: int
    position: int


class WaitingKind(Schema):
    """A row with two problems counts under both; ``field`` is empty where it is the whole row."""

    code: str
    field: str
    count: int


class WaitingRows(Schema):
    """How many rows of a data set wait, and why."""

    dataset: str
    rows: int
    kinds: list[WaitingKind]


class WaitingInDeal(Schema):
    """The data sets of the deal, each with what waits in it."""

    datasets: list[WaitingRows]


class TakeOutGiven(Strict):
    """``task``  an open one of the caller to export for an inventory of this deal"""

    dataset: RefText
    task: RefText


class TakenOut(Schema):
    """``workbook``  an XLSX file, in base64; ``refused`` rows that the gate let nobody read"""

    count: int
    refused: int
    position: int
    workbook: str


@router.get("/deals/{deal}/imports", operation_id=_ID("imports"), **reads(Page[ImportLine]))
@needs(Scope.DEALS_READ, *IMPORTERS)
def imports(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The rows of each import of the deal, the newest first."""
    found = Import.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, _line)


@router.get("/deals/{deal}/set-aside", operation_id=_ID("waiting"), **reads(WaitingInDeal))
@needs(Scope.DEALS_READ, *IMPORTERS)
def waiting(request: PageRequest, deal: str) -> dict[str, Any]:
    """What waits to be mended in each data set of the deal."""
    told = []
    for one in deals.datasets(seen(request, deal)):
        rows = set_aside.of_dataset(Ref(one.ref))
        kinds = [
            {"code": kind.code, "field": kind.field, "count": kind.count}
            for kind in set_aside.kinds(rows)
        ]
        told.append({"dataset": one.ref, "rows": rows.count(), "kinds": kinds})
    return {"datasets": told}


@router.post("/deals/{deal}/set-aside/take-out", operation_id=_ID("take_out"), **acts(TakenOut))
@needs(Scope.CUSTOMERS_REVEAL, *IMPORTERS, is_kept=False)
def take_out(request: PageRequest, deal: str, given: TakeOutGiven) -> dict[str, Any]:
    """The rows that wait, as a workbook with the reason beside each cell.

    The values leave the house: the gate is asked for an export, and the ledger tells of it.
    """
    ref, dataset = seen(request, deal), Ref(given.dataset)
    if dataset not in [one.ref for one in deals.datasets(ref)]:
        raise NoSuchDataSet
    made = mending_file.take_out(
        deal=ref,
        dataset=dataset,
        task=Ref(given.task),
        lang=request.lang,
        actor=request.who(),
        at=request.at,
    )
    return {
        "count": made.count,
        "refused": made.refused,
        "position": made.position,
        "workbook": b64encode(made.content).decode("ascii"),
    }


def _line(one: Import) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ImportLine.model_fields}
