# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about destruction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


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

    def run_destruction(self, order: str, *, key: str | None = None) -> response_types.Order:
        """For good, so it takes a person with a fresh proof: answered 403 with the page's address.

        Needs the scope ``destruction:write``.
        """
        return self._act(response_types.Order, "destruction", order, "run", key=key)

    def propose_destruction(
        self, deal: str, *, basis: str, subjects: Sequence[str], key: str | None = None
    ) -> response_types.Order:
        """Propose to destroy all that is held of these people; two others witness it.

        ``basis``  one of EXPIRED, WITHDRAWN, OBJECTED, REQUESTED, DEAL_CLOSED, DEAL_TERMINATED,
        NO_MANDATE

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

    def certify_destruction(self, order: str, *, key: str | None = None) -> response_types.Order:
        """Issue the certificate of the next stage, signed with the caller's own key.

        Needs the scope ``destruction:certify`` and the role DPO.
        """
        return self._act(response_types.Order, "destruction", order, "certificate", key=key)

    def hold_deal(
        self, deal: str, *, cause: str, until: date | None = None, key: str | None = None
    ) -> response_types.Hold:
        """Forbid destruction of anybody of a deal.

        ``cause``  one of DISPUTE, STATUTE, AUTHORITY

        Needs the scope ``destruction:hold`` and the role LEG.
        """
        return self._act(
            response_types.Hold,
            "deals",
            deal,
            "holds",
            key=key,
            body={"cause": cause, "until": until},
        )

    def hold_customer(
        self, subject: str, *, cause: str, until: date | None = None, key: str | None = None
    ) -> response_types.Hold:
        """Forbid destruction of one person.

        ``cause``  one of DISPUTE, STATUTE, AUTHORITY

        Needs the scope ``destruction:hold`` and the role LEG.
        """
        return self._act(
            response_types.Hold,
            "customers",
            subject,
            "holds",
            key=key,
            body={"cause": cause, "until": until},
        )

    def lift_hold(self, hold: str, *, key: str | None = None) -> response_types.Hold:
        """Allow destruction again.

        Needs the scope ``destruction:hold`` and the role LEG.
        """
        return self._act(response_types.Hold, "holds", hold, "lift", key=key)

    def expect_certificate(
        self,
        deal: str,
        *,
        party: str,
        due_on: date,
        certificate: str | None = None,
        key: str | None = None,
    ) -> response_types.Recipient:
        """Note that a recipient owes a certificate.

        Needs the scope ``destruction:write`` and one of the roles CON, DPO, LEG.
        """
        return self._act(
            response_types.Recipient,
            "deals",
            deal,
            "recipient-certificates",
            key=key,
            body={"party": party, "due_on": due_on, "certificate": certificate},
        )

    def receive_certificate(
        self,
        deal: str,
        *,
        party: str,
        items: str,
        count: int,
        copies: int,
        method: str,
        destroyed_on: date,
        paper: File,
        key: str | None = None,
    ) -> response_types.Recipient:
        """Keep a recipient's certificate, sealed.

        ``method``  one of RETURNED, OVERWRITTEN, CRYPTO_ERASED, SHREDDED

        Needs the scope ``destruction:write`` and one of the roles CON, DPO, LEG.
        """
        return self._act(
            response_types.Recipient,
            "deals",
            deal,
            "recipient-certificates",
            "receive",
            key=key,
            body={
                "party": party,
                "items": items,
                "count": count,
                "copies": copies,
                "method": method,
                "destroyed_on": destroyed_on,
            },
            files={"paper": [paper]},
        )
