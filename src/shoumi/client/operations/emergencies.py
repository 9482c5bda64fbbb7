# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about emergencies."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Emergencies(Calls):
    """The part of ``Client`` about emergencies."""

    def emergencies(self, *, is_reviewed: bool | None = None) -> Iterator[response_types.Emergency]:
        """The newest first; one's own for who only opens them.

        Needs the scope ``emergencies:read`` and one of the roles AUD, CS, DPO, HEAD, SEC, SUP.
        """
        return self._every(response_types.Emergency, "emergencies", is_reviewed=is_reviewed)

    def emergency(self, emergency: str) -> response_types.Emergency:
        """One of them.

        Needs the scope ``emergencies:read`` and one of the roles AUD, CS, DPO, HEAD, SEC, SUP.
        """
        return self._one(response_types.Emergency, "emergencies", emergency)
