# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about attestations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Attestations(Calls):
    """The part of ``Client`` about attestations."""

    def attestations(self, *, duty: str | None = None) -> Iterator[response_types.Attestation]:
        """Statements about the house and about the caller's deals, the newest first.

        Needs the scope ``attestations:read``.
        """
        return self._every(response_types.Attestation, "attestations", duty=duty)

    def attestation(self, attestation: str) -> response_types.Attestation:
        """One statement.

        Needs the scope ``attestations:read``.
        """
        return self._one(response_types.Attestation, "attestations", attestation)

    def attest(
        self,
        duty: str,
        *,
        statement: str,
        evidence: str,
        deal: str | None = None,
        until: datetime | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> response_types.Attestation:
        """State that a demand is kept, on evidence that was looked at.

        ``until``  by default the usual term of the demand
        ``statement``  one of in_place, checked_outside, none_occurred

        Needs the scope ``attestations:write``.
        """
        return self._act(
            response_types.Attestation,
            "duties",
            duty,
            "attestations",
            key=key,
            body={
                "statement": statement,
                "evidence": evidence,
                "deal": deal,
                "until": until,
                "note": note,
            },
        )

    def revoke(self, attestation: str, *, key: str | None = None) -> response_types.Attestation:
        """Take a statement back.

        Needs the scope ``attestations:write``.
        """
        return self._act(response_types.Attestation, "attestations", attestation, "revoke", key=key)
