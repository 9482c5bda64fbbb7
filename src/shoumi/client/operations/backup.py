# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about backup."""

from __future__ import annotations

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Backup(Calls):
    """The part of ``Client`` about backup."""

    def status(self) -> response_types.BackupStatus:
        """Places, the newest copy at each, and how much would be lost now.

        Needs the scope ``backup:read``.
        """
        return self._one(response_types.BackupStatus, "backup")
