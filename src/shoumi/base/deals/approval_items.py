"""What others wrote in a deal and this person may approve, as lines of the inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from shoumi.base.deals import queries
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both


def items(
    asker: Asker,
    waiting: Iterable[Any],
    require: Callable[[Any], None],
    *,
    what: Both,
    page: str,
    of: str,
    since: Callable[[Any], datetime | None] = lambda _: None,
) -> Iterator[InboxItem]:
    """Those of ``waiting``, rows with ``ref`` and ``deal``, that ``require`` lets this person
    approve.

    ``require``  raises what the approval would be refused with
    ``of``       under which name ``page`` takes the reference
    ``since``    when it became ready, where that is known: who is told at once is told of what
                 became ready later, and of all whose time nobody knows
    """
    mine = [one for one in waiting if asker.reaches(one.deal) and _is_let(require, one)]
    numbers = queries.numbers({one.deal for one in mine})
    for one in mine:
        number = numbers.get(one.deal, "")
        yield InboxItem(
            InboxKind.APPROVAL,
            one.ref,
            what,
            (number, number),
            page,
            {of: one.ref},
            deal=one.deal,
            since=since(one),
            two=True,
        )


def _is_let(require: Callable[[Any], None], one: Any) -> bool:
    try:
        require(one)
    except DomainError:
        return False
    return True
