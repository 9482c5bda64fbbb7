"""How long signing keys may sign: 3.4 for the log, the root of papers and whoever signs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.accounts.models import Person
from shoumi.base.registry import Holding
from shoumi.base.rotation import duty_clocks
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation
from shoumi.base.row_authentication import verification
from shoumi.base.vault import queries, signing_keys
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import Reach
from shoumi.core.terms import ControlState

OVER = "rotation.signing_key_over"


def holding(at: datetime) -> Holding:
    """No key that can sign is over.  From then on nothing is written, a month later nothing read.

    What a signer's key of an earlier year is, ``idle`` says: nothing is signed with it.
    """
    home = duty_clocks.beginning()
    if home is None:
        return Holding(ControlState.FAIL, reason="vault.not_set_up")
    still = set(idle(at))
    ends = [
        (home.not_before(one.over_at), home.not_before(one.shut_at))
        for one in queries.signing_ages(at)
        if one.name not in still
    ]
    if not ends:
        return Holding(ControlState.PASS)
    first, over = min(ends)[0], [shut_at for over_at, shut_at in ends if over_at <= at]
    if not over:
        return Holding(ControlState.PASS, until=first)
    shut_at = min(over)
    return Holding(
        ControlState.FAIL,
        until=first,
        reason=OVER,
        reach=Reach.ALL if at >= shut_at else Reach.WRITE,
        turns=shut_at if at < shut_at else None,
    )


def idle(at: datetime) -> list[str]:
    """Keys of signers with which nothing is signed any more: of an earlier year, or of somebody who
    has left.  Their private halves go by themselves."""
    year = day_in_china(at).year
    gone = {one.ref for one in verification.authentic(Person.objects.filter(is_active=False))}
    return [name for name, who, of in _of_persons() if of < year or who in gone]


def of_person(left: str) -> list[str]:
    """The keys of somebody who signs."""
    return [name for name, who, _ in _of_persons() if who == left]


def _of_persons() -> Iterator[tuple[str, str, int]]:
    for name in signing_keys.names():
        who, _, year = name.rpartition(".")
        if who and year.isdigit():
            yield name, who, int(year)


def waiting(at: datetime) -> list[str]:
    """Of ``idle`` those whose end no rotation under way is seeing to."""
    under_way = Rotation.objects.filter(what=What.SIGNING, state="open")
    seen = set(under_way.values_list("target", flat=True))
    return [name for name in idle(at) if name not in seen]
