# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about rooms."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Rooms(Calls):
    """The part of ``Client`` about rooms."""

    def rooms(self) -> Iterator[response_types.Room]:
        """Rooms of the caller's deals, the newest first.

        Needs the scope ``rooms:read``.
        """
        return self._every(response_types.Room, "rooms")

    def room(self, room: str) -> response_types.Room:
        """One room from outside.

        Needs the scope ``rooms:read``.
        """
        return self._one(response_types.Room, "rooms", room)
