"""A refusal is evidence: it is in the ledger before it is raised on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref


@contextmanager
def kept(
    tag: StrEnum,
    why: type[StrEnum],
    *,
    actor: Ref,
    about: Ref,
    at: datetime,
    duties: tuple[str, ...] = (),
    deal: Ref | None = None,
) -> Iterator[None]:
    """Record what is refused inside, where its code is one of ``why``; the fact is ``why``.

    Around the transaction of the act, never within one: the entry must outlive the rollback that
    the refusal causes.
    """
    try:
        yield
    except DomainError as refusal:
        if refusal.code in list(why):
            with transaction.atomic(durable=True):
                facts = {"why": why(refusal.code)}
                writer.record(Event(tag, actor, about, at, facts, duties, deal))
        raise
