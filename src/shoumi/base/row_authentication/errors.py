"""Refusals of rows that are not what the ledger knows."""

from __future__ import annotations

from shoumi.core.errors import Conflict


class NotAuthentic(Conflict):
    """A row was changed, put back or taken away other than by the house.  Facts: ``what`` is the
    thing it is about."""

    code = "row.not_authentic"
