# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about api."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shoumi.client.calls import Calls


class Api(Calls):
    """The part of ``Client`` about api."""

    def description(self) -> Mapping[str, Any]:
        """This description.

        Any token does.
        """
        return self._object("openapi.json")
