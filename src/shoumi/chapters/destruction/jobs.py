"""The long act of chapter 8, an order carried out; and each day the orders of what is due."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django_tasks import task

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.jobs.task_names import called
from shoumi.base.operations.runner import Work
from shoumi.base.registry import Operation
from shoumi.chapters.destruction import services
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import WITNESSES, State
from shoumi.chapters.destruction.services import schedule
from shoumi.core.messages import Both
from shoumi.core.terms import Role


class Long(StrEnum):
    RUN = "destroy_run"


def _run(work: Work) -> None:
    """What was begun is ended, by whomever: keys that are gone do not come back."""
    accounts.require(work.actor, work.at, Role.DPO, *sorted(WITNESSES))
    order = Order.objects.get(ref=work.about)
    if order.state == State.BEGUN:
        services.resume(at=work.at)
    elif order.verified_at is None:
        services.carry_out(order=work.about, actor=work.actor, at=work.at)
    order.refresh_from_db()
    made = {"keys": order.keys_erased, "records": order.records_erased}
    work.done({**made, "position": order.proof_position})


def _onward(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str]:
    return ("看销毁单", "See the order"), reverse("destruction-order", kwargs={"order": about})


@called("到期的人列入销毁单", "order the destruction of who is due")
@task()
def order_due() -> None:
    """Whose time is over is put into an order, which waits for its witnesses."""
    schedule.order_due(at=clock.now())


OPERATIONS = (
    Operation(
        kind=Long.RUN,
        name=("销毁", "destruction"),
        run=_run,
        done=(
            "销毁了 {keys} 把钥匙、{records} 条记录，逐条复查过。",
            "{keys} keys and {records} records destroyed, and every one checked.",
        ),
        onward=_onward,
    ),
)
