# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about transport."""

from __future__ import annotations

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Transport(Calls):
    """The part of ``Client`` about transport."""

    def transport_listed(self) -> response_types.PathLines:
        """Every connection to other machines, with what the last try found.

        Needs the scope ``jobs:read``.
        """
        return self._one(response_types.PathLines, "transport")

    def try_transport(self, *, key: str | None = None) -> response_types.PathsTried:
        """Connect to each host once and keep what was found.

        Needs the scope ``jobs:write`` and one of the roles OPS, SEC.
        """
        return self._act(response_types.PathsTried, "transport", key=key)
