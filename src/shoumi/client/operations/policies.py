# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Policies(Calls):
    """The part of ``Client`` about policies."""

    def policies(self) -> Iterator[response_types.Policy]:
        """The versions of the policy, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.Policy, "policies")

    def draft_policy(
        self,
        *,
        tier: str | None = None,
        items: Sequence[str] | None = None,
        start: str | None = None,
        register: File | None = None,
        text: File | None = None,
        key: str | None = None,
    ) -> response_types.Policy:
        """Lay a new version before its approvers; without a register the one in force is kept.

        ``tier``  one of SMALL, ORDINARY, GE_1M, GE_10M
        ``items``  one of handler, scope, collection_list, sensitive, basis, retention,
            recipient_list, transfer, minors, rights, security, changes, complaints, version
        ``start``  one of in_force, starter

        Needs the scope ``policies:write`` and one of the roles DPO, PWG.
        """
        return self._act(
            response_types.Policy,
            "policies",
            key=key,
            body={"tier": tier, "items": items, "start": start},
            files={"register": [register] if register else (), "text": [text] if text else ()},
        )

    def policy(self, version: str) -> response_types.WholePolicy:
        """One version, with its text.

        Needs the scope ``policies:read``.
        """
        return self._one(response_types.WholePolicy, "policies", version)

    def approve_policy(
        self, version: str, *, role: str, seen: str | None = None, key: str | None = None
    ) -> response_types.Policy:
        """Say yes as one of the two roles.

        ``role``  one of DPO, LEG

        Needs the scope ``policies:approve`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Policy,
            "policies",
            version,
            "approve",
            key=key,
            body={"role": role, "seen": seen},
        )

    def publish_policy(self, version: str, *, key: str | None = None) -> response_types.Policy:
        """Put a version in force, and the one before it out of force.

        Needs the scope ``policies:approve`` and the role DPO.
        """
        return self._act(response_types.Policy, "policies", version, "publish", key=key)
