"""How far rotations came, and since when the erased are dead in backups too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Model, QuerySet

from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation, State
from shoumi.base.subjects.models import Token
from shoumi.base.vault.models import (
    CompartmentKey,
    IndexKey,
    Kek,
    NextKey,
    Setup,
    SigningKey,
    SubjectKey,
)
from shoumi.core.vault import suites


def under_way() -> QuerySet[Rotation]:
    """What was begun and is not finished; parts of a larger one are not named."""
    return Rotation.objects.filter(state=State.OPEN, parent="").order_by("id")


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one kind of key: how many there are of each suite, by its name, and how much still hangs
    on keys that newer ones replace."""

    suites: Mapping[str, int] = field(default_factory=dict)
    left: int = 0


def standing() -> dict[str, Standing]:
    """By kind, as ``vault.queries.ages`` names them."""
    under_kek = sum(
        _count(table, kek__in=_old(Kek, "name")) for table in (CompartmentKey, IndexKey, SigningKey)
    )
    under_deal = sum(
        _count(table, compartment__in=_old(CompartmentKey, "deal"))
        for table in (SubjectKey, NextKey)
    )
    behind = _count(SubjectKey, epoch__lt=F("compartment__data_epoch"))
    return {
        "root": Standing(_suites(Setup, "root_suite")),
        "kek": Standing(_suites(Kek), under_kek),
        "deal": Standing(_suites(CompartmentKey), under_deal),
        "subject": Standing(_suites(SubjectKey), behind),
        "index": Standing(_suites(IndexKey), _old_tokens()),
        "signing": Standing(_suites(SigningKey)),
    }


def _count(table: type[Model], **having: Any) -> int:
    if any(isinstance(wanted, list) and not wanted for wanted in having.values()):
        return 0
    return table._default_manager.filter(**having).count()


def _old(table: type[Model], name: str) -> list[int]:
    """Keys that are not the newest of their name."""
    rows = list(table._default_manager.values_list("pk", name, "epoch"))
    newest: dict[str, int] = {}
    for _, own, epoch in rows:
        newest[own] = max(epoch, newest.get(own, 0))
    return [pk for pk, own, epoch in rows if epoch < newest[own]]


def _old_tokens() -> int:
    """Asked of the fields alone that have more than one key: there are many tokens."""
    rows = IndexKey.objects.values("field").annotate(keys=Count("pk"), newest=Max("epoch"))
    return sum(
        _count(Token, field=row["field"], epoch__lt=row["newest"])
        for row in rows
        if row["keys"] > 1
    )


def _suites(table: type[Model], column: str = "suite") -> dict[str, int]:
    """By name; by its number one that is not allowed, so that the page which replaces it opens."""
    rows = table._default_manager.order_by(column).values_list(column)
    return {
        suites.suite(number).name if number in suites.ALLOWED else str(number): count
        for number, count in rows.annotate(Count("pk"))
    }


def epoch_closed_since(moment: datetime) -> Rotation | None:
    """An epoch step that began at ``moment`` or later and replaced the root with all else.

    From its end on nobody can open what a backup of the keyring from before holds.  Where the root
    is a passphrase there is none, unless the passphrase was replaced afterwards.
    """
    done = Rotation.objects.filter(what=What.EPOCH, state=State.DONE, begun_at__gte=moment)
    for epoch in done.order_by("id"):
        roots = Rotation.objects.filter(
            what=What.ROOT, state=State.DONE, begun_at__gte=epoch.begun_at
        )
        if roots.exists():
            return epoch
    return None
