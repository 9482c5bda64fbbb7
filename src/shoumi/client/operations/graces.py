# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about graces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.json_decoder import decoded


class Graces(Calls):
    """The part of ``Client`` about graces."""

    def graces(self) -> Iterator[response_types.Grace]:
        """All of them, the newest first.

        Needs the scope ``duties:read``.
        """
        return self._every(response_types.Grace, "graces")

    def grant_grace(
        self,
        *,
        duties: Sequence[str],
        days: int,
        reason: str,
        note: str | None = None,
        key: str | None = None,
    ) -> response_types.Grace | response_types.WholeApproval:
        """Let the doors of lapsed demands stand open for some days. Takes two persons.

        ``reason``  one of transition, outside, absence, repair

        Needs the scope ``graces:write`` and one of the roles DPO, HEAD.
        """
        status, told = self._answered(
            "graces", key=key, body={"duties": duties, "days": days, "reason": reason, "note": note}
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.Grace, told)

    def grace(self, grace: str) -> response_types.Grace:
        """One grace.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.Grace, "graces", grace)

    def end_grace(self, grace: str, *, key: str | None = None) -> response_types.Grace:
        """End a grace before its day; one person may.

        Needs the scope ``graces:write`` and one of the roles DPO, HEAD, SUP.
        """
        return self._act(response_types.Grace, "graces", grace, "end", key=key)
