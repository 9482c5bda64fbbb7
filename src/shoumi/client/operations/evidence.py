# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about evidence."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Evidence(Calls):
    """The part of ``Client`` about evidence."""

    def entries(
        self, *, start: int | None = None, deal: str | None = None
    ) -> Iterator[response_types.Entry]:
        """Entries from ``start`` on, the oldest first, so that a reader can follow; of one deal
        alone where it is named.

        Needs the scope ``evidence:read``.
        """
        return self._every(response_types.Entry, "evidence", start=start, deal=deal)

    def head(self) -> response_types.Head:
        """How long the ledger is and what its root is.

        Needs the scope ``evidence:read``.
        """
        return self._one(response_types.Head, "evidence", "head")

    def checkpoint(self) -> str:
        """The head as a signed note (c2sp.org/tlog-checkpoint).

        Needs the scope ``evidence:read``.
        """
        return self._text("evidence", "checkpoint")

    def entry(self, position: int) -> response_types.Entry:
        """One entry.

        Needs the scope ``evidence:read``.
        """
        return self._one(response_types.Entry, "evidence", str(position))

    def proof(self, position: int) -> str:
        """The entry with its path to a signed head, complete in itself (c2sp.org/tlog-proof).

        Needs the scope ``evidence:read``.
        """
        return self._text("evidence", str(position), "proof")
