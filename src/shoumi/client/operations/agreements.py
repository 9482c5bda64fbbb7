# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Agreements(Calls):
    """The part of ``Client`` about agreements."""

    def agreements(self, deal: str) -> Iterator[response_types.Agreement]:
        """The agreements of a deal, the newest first.

        Needs the scope ``agreements:read``.
        """
        return self._every(response_types.Agreement, "deals", deal, "agreements")

    def draft_agreement(
        self,
        deal: str,
        *,
        persons: Sequence[str],
        until: date,
        kind: str | None = None,
        damages: int | None = None,
        loss: int | None = None,
        levels: Sequence[str] | None = None,
        clauses: Sequence[str] | None = None,
        paper: File | None = None,
        key: str | None = None,
    ) -> response_types.Agreement:
        """Lay an agreement before its signers; warnings are kept with it for them to see.

        ``kind``  one of MUTUAL, REVIEWER, EMPLOYEE
        ``levels``  one of L1, L2, L3
        ``clauses``  one of scope, purpose, duties, personal_information, no_reidentification,
            term, return_or_destroy, breach_notice, liability, highlighted_limits, survival,
            disputes, court_may_not_adjust

        Needs the scope ``agreements:write`` and one of the roles CON, LEG.
        """
        return self._act(
            response_types.Agreement,
            "deals",
            deal,
            "agreements",
            key=key,
            body={
                "kind": kind,
                "persons": persons,
                "until": until,
                "damages": damages,
                "loss": loss,
                "levels": levels,
                "clauses": clauses,
            },
            files={"paper": [paper] if paper else ()},
        )

    def agreement(self, agreement: str) -> response_types.Agreement:
        """One agreement.

        Needs the scope ``agreements:read``.
        """
        return self._one(response_types.Agreement, "agreements", agreement)

    def sign_agreement(self, agreement: str, *, key: str | None = None) -> response_types.Agreement:
        """Sign with one's own key; with the last signature it is in force.

        Needs the scope ``agreements:sign``.
        """
        return self._act(response_types.Agreement, "agreements", agreement, "sign", key=key)

    def withdraw_agreement(
        self, agreement: str, *, key: str | None = None
    ) -> response_types.Agreement:
        """Take a draft back before everybody has signed.

        Needs the scope ``agreements:write`` and one of the roles CON, LEG.
        """
        return self._act(response_types.Agreement, "agreements", agreement, "withdraw", key=key)

    def breach_agreement(
        self, agreement: str, *, key: str | None = None
    ) -> response_types.Agreement:
        """Record a breach; the rooms shut at once.

        Needs the scope ``agreements:sign`` and one of the roles DPO, LEG.
        """
        return self._act(response_types.Agreement, "agreements", agreement, "breach", key=key)

    def revoke_agreement(
        self, agreement: str, *, key: str | None = None
    ) -> response_types.Agreement:
        """End an agreement by the sides' own will.

        Needs the scope ``agreements:sign`` and the role LEG.
        """
        return self._act(response_types.Agreement, "agreements", agreement, "revoke", key=key)
