# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about destruction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Destruction(Calls):
    """The part of ``Client`` about destruction."""

    def orders(self) -> Iterator[response_types.Order]:
        """Destruction orders of the caller's deals, the newest first.

        Needs the scope ``destruction:read``.
        """
        return self._every(response_types.Order, "destruction")

    def order(self, order: str) -> response_types.Order:
        """One order.

        Needs the scope ``destruction:read``.
        """
        return self._one(response_types.Order, "destruction", order)

    def propose_destruction(
        self, deal: str, *, basis: str, subjects: Sequence[str], key: str | None = None
    ) -> response_types.Order:
        """Propose to destroy all that is held of these people; two others witness it.

        ``basis``  one of EXPIRED, WITHDRAWN, OBJECTED, REQUESTED, DEAL_CLOSED, DEAL_TERMINATED

        Needs the scope ``destruction:write`` and the role DPO.
        """
        return self._act(
            response_types.Order,
            "deals",
            deal,
            "destruction",
            key=key,
            body={"basis": basis, "subjects": subjects},
        )

    def witness(self, order: str, *, key: str | None = None) -> response_types.Order:
        """Stand witness to an order: two are needed, neither of them who proposed it.

        Needs the scope ``approvals:write`` and one of the roles CON, OPS, SEC, SUP.
        """
        return self._act(response_types.Order, "destruction", order, "witness", key=key)

    def run_destruction(self, order: str, *, key: str | None = None) -> response_types.Order:
        """For good, so it takes a person with a fresh proof: answered 403 with the page's address.

        Needs the scope ``destruction:write``.
        """
        return self._act(response_types.Order, "destruction", order, "run", key=key)
