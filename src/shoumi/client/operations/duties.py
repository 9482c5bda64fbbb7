# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about duties."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Duties(Calls):
    """The part of ``Client`` about duties."""

    def duties(self, *, state: str | None = None) -> Iterator[response_types.Duty]:
        """All demands in the order of the handbook; of one state alone where it is named.

        ``state``  one of PASS, PARTIAL, FAIL, STALE, ATTESTED, NOT_APPLICABLE, NOT_BUILT

        Needs the scope ``duties:read``.
        """
        return self._every(response_types.Duty, "duties", state=state)

    def duty(self, duty: str) -> response_types.Duty:
        """One demand.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.Duty, "duties", duty)

    def doors_now(self, *, deal: str | None = None) -> response_types.DoorsNow:
        """The 24 doors now: open, shut or unguarded; of one deal where it is named.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.DoorsNow, "doors", deal=deal)
