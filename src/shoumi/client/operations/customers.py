# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Customers(Calls):
    """The part of ``Client`` about customers."""

    def customers(
        self, deal: str, *, state: str | None = None, kind: str | None = None
    ) -> Iterator[response_types.Customer]:
        """The people of a deal in the order they came; refused while nothing of it may be read,
        with the ``demands`` that shut it.

        ``state``  one of ACTIVE, EXPIRED, FROZEN, SEALED, EXCLUDED, SET_ASIDE, DESTROYED
        ``kind``  one of INDIVIDUAL, CONTACT, CHILD, PARTY

        Needs the scope ``customers:read``.
        """
        return self._every(
            response_types.Customer, "deals", deal, "customers", state=state, kind=kind
        )

    def customer(self, subject: str) -> response_types.Customer:
        """One person.

        Needs the scope ``customers:read``.
        """
        return self._one(response_types.Customer, "customers", subject)

    def reveal(
        self, subject: str, *, task: str, fields: Sequence[str], key: str | None = None
    ) -> response_types.Revealed:
        """See values, through the gate; refused, ``reasons`` name every rule with its mend.  The
        answer is kept nowhere, so a retry reveals anew and leaves an entry of its own.

        ``task``  an open one of the caller: purpose and deal are the task's

        Needs the scope ``customers:reveal``.
        """
        return self._act(
            response_types.Revealed,
            "customers",
            subject,
            "reveal",
            key=key,
            body={"task": task, "fields": fields},
        )
