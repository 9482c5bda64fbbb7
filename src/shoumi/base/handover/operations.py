"""The long act of the handover: a package is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse

from shoumi.base import clock, registry
from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.gate import queries as tasks
from shoumi.base.handover import columns, services
from shoumi.base.handover.errors import WrongTask
from shoumi.base.handover.models import Package
from shoumi.base.operations.runner import Work
from shoumi.base.registry import Operation
from shoumi.base.subjects import queries as subjects
from shoumi.core.handbook import DoorAct
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


class Long(StrEnum):
    SEAL = "handover_seal"


@doors.evident
def _require_open(*, deal: Ref, actor: Ref, at: datetime) -> None:
    """Asked before the receipts are made: what has lapsed may keep a receipt from being made too,
    and the refusal has to name the demand."""
    doors.require(DoorAct.SEAL, deal=deal, at=at)
    staff_qualification.require(actor, at)


def _seal(work: Work) -> None:
    made = work.since(Package.objects.filter(deal=work.deal, sealed_by=work.actor))
    if made is None:
        task, deal = Ref(work.given["task"]), work.deal
        mine = tasks.open_for(work.actor, work.at)
        fields = next((one.fields for one in mine if one.ref == task), None)
        if fields is None:
            raise WrongTask
        _require_open(deal=deal, actor=work.actor, at=clock.now())
        people = subjects.everyone(subjects.of_deal(deal))
        made = services.seal(
            deal=deal,
            recipient=Ref(work.given["recipient"]),
            key=work.given["key"],
            task=task,
            subjects=people,
            fields=columns.sayable(deal, fields, people),
            receipts=receipts(deal, work.actor, work.at),
            actor=work.actor,
            at=clock.now(),
        )
    work.done({"package": made.ref, "rows": made.rows, "position": made.position})


def receipts(deal: Ref, actor: Ref, at: datetime) -> dict[str, bytes]:
    """File name to content: what people hold as proof, each with its proof of inclusion."""
    found: dict[str, bytes] = {}
    for one in registry.receipts(deal, actor, at):
        found[one.name] = one.content
        found[f"{one.name.rpartition('.')[0]}.tlog-proof"] = one.proof.encode()
    return found


def _onward(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str] | None:
    if not made:
        return None
    return ("看交接包", "See the package"), reverse("package", kwargs={"package": made["package"]})


OPERATIONS = (
    Operation(
        kind=Long.SEAL,
        name=("封包", "sealing a package"),
        run=_seal,
        done=(
            "已封包，共 {rows} 人，等另一人放行。",
            "Sealed for {rows} people; another person releases it.",
        ),
        onward=_onward,
    ),
)
