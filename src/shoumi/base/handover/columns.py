"""Which columns a package has, and for whom: what people were told leaves, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from shoumi.base import registry
from shoumi.base.gate import disclosure
from shoumi.base.handover import release_checks
from shoumi.base.handover.errors import ColumnsNotSaid, SomeoneLeft
from shoumi.base.handover.models import Package
from shoumi.base.handover.package_builder import making
from shoumi.base.handover.packages import Part
from shoumi.base.registry import Share
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.gate import Question
from shoumi.core.refs import Ref


def sayable(deal: Ref, fields: Collection[str], people: Sequence[Ref]) -> frozenset[str]:
    """Of the ``fields`` of a task those that somebody of the deal was told would leave; all of them
    where that is none, so that the sealing says what stands against it."""
    wanted = frozenset(fields)
    return wanted & _union(registry.said(deal, people)) or wanted


def leaving(asked: Question, people: Sequence[Ref]) -> list[Share]:
    """Who may leave with which of the fields asked for, in the order in which they are told.

    Raises:
        NobodyMayLeave: nobody may, whoever it is about.
        ColumnsNotSaid: nobody was told that some of the fields leave, or somebody of none of them.
    """
    with sharing():
        return _leaving(asked, people)


def _leaving(asked: Question, people: Sequence[Ref]) -> list[Share]:
    # A count of nobody would hide why.
    release_checks.require_house(asked)
    let = release_checks.may(replace(asked, fields=frozenset()), people)
    if not let:
        return []
    told = registry.said(asked.deal, let)
    unsaid = asked.fields - _union(told)
    bare = [one for one in told if one.people and not asked.fields & one.fields]
    if unsaid or bare:
        raise ColumnsNotSaid(fields=tuple(sorted(unsaid or asked.fields)))
    shares = [
        replace(one, fields=fields, people=release_checks.may(question, one.people))
        for one in told
        for fields, question in [_of(asked, one)]
    ]
    return [one for one in shares if one.people]


def _of(asked: Question, share: Share) -> tuple[frozenset[str], Question]:
    fields = asked.fields & share.fields
    return fields, replace(asked, fields=fields)


def opened(asked: Question, shares: Sequence[Share]) -> Iterator[Part]:
    """The rows: each person's values are opened for the fields of that person's share alone.

    Raises:
        GateClosed
    """
    make = making(sorted(asked.fields))
    read = [disclosure.open_made(_of(asked, one)[1], one.people, make)[0] for one in shares]
    return chain.from_iterable(read)


def require_all(asked: Question, shares: Iterable[Share]) -> None:
    """
    Raises:
        NobodyMayLeave: something lapsed meanwhile that keeps everybody here.
        SomeoneLeft: some may not leave any more, or not with all that was sealed.
    """
    with sharing():
        for one in shares:
            release_checks.require_all(_of(asked, one)[1], one.people)


def require_still(package: Package, people: Sequence[Ref]) -> None:
    """What was sealed for each is still what each was told.

    Raises:
        ColumnsNotSaid: a column of the package was said to nobody in it.
        SomeoneLeft: so many were told something else since.
    """
    told, fields = registry.said(Ref(package.deal), people), frozenset(package.fields)
    if unsaid := fields - _union(told):
        raise ColumnsNotSaid(fields=tuple(sorted(unsaid)))
    now = counted(replace(one, fields=fields & one.fields) for one in told)
    changed = sum(one["rows"] for one in package.said if one not in now)
    if changed:
        raise SomeoneLeft(count=changed)


def counted(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """How many rows have which columns, under which notice: as the manifest tells it."""
    return [
        {"notice": one.notice, "columns": sorted(one.fields), "rows": len(one.people)}
        for one in shares
    ]


def _union(shares: Iterable[Share]) -> frozenset[str]:
    return frozenset().union(*(one.fields for one in shares))
