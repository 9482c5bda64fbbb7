"""Files that nobody may be handed any more go at once: their deal or their task is over for good.

What may go on again, such as a suspended deal, takes no file away: it is refused meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base import registry
from shoumi.base.jobs import sealed_staging
from shoumi.base.jobs.models import End, Errand
from shoumi.core.refs import Ref

_SLIPS = ("slip", "people_slip")


def drop_of_deal(deal: Ref) -> None:
    """When this transaction commits, what the gate let out of a deal goes; evidence stays."""
    _drop(Errand.objects.filter(deal=deal))


def drop_of_task(task: Ref, deal: Ref) -> None:
    """When this transaction commits, what was made for a task goes."""
    _drop(Errand.objects.filter(deal=deal, result__task=task))


def _drop(errands: QuerySet[Errand]) -> None:
    kinds = [kind for kind, one in registry.operations().items() if one.file and one.file.is_data]
    made = errands.filter(kind__in=kinds, end=End.DONE).values_list("result", flat=True)
    for result in made:
        transaction.on_commit(partial(drop, result or {}))


def drop(made: Mapping[str, Any]) -> None:
    for name in _SLIPS:
        sealed_staging.drop(made.get(name, ""))
