"""The long act of the data rooms: what a room shows is prepared."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.urls import reverse

from shoumi.base import clock
from shoumi.base.jobs.progress import Step, report
from shoumi.base.operations.runner import Work
from shoumi.base.registry import Operation
from shoumi.base.rooms import materials, services
from shoumi.base.rooms.models import Room
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel


class Long(StrEnum):
    PREPARE = "room_prepare"


def _prepare(work: Work) -> None:
    level = DisclosureLevel(work.given["level"])
    made = work.since(Room.objects.filter(deal=work.deal, requester=work.actor, level=level))
    if made is None:
        inside = materials.prepared(work.deal, level, (), work.actor, work.at)
        report(Step.PREPARING)
        made = services.prepare(
            deal=work.deal,
            inside=inside,
            persons=[Ref(one) for one in work.given["persons"]],
            actor=work.actor,
            at=clock.now(),
        )
    work.done({"room": made.ref, "rows": made.rows})


def _onward(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str] | None:
    if not made:
        return None
    return ("看数据室", "See the room"), reverse("room", kwargs={"room": made["room"]})


OPERATIONS = (
    Operation(
        kind=Long.PREPARE,
        name=("备数据室", "preparing a room"),
        run=_prepare,
        done=("数据室备好了，等批准。", "The room is ready and waits for approval."),
        onward=_onward,
    ),
)
