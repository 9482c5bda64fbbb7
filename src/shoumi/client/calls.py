"""What every method of the client is made of: read one, read all, do something once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from shoumi.client.connection import Connection, Files
from shoumi.client.json_decoder import decoded
from shoumi.client.refusals import BadAnswer

Shape = TypeVar("Shape")


def at(*parts: str) -> str:
    """The address of these parts."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


class Calls:
    """Calls to one house with one token; what they are is in ``operations``."""

    def __init__(self, site: str, token: str, **more: Any) -> None:
        """``more`` is that of ``Connection``."""
        self.connection = Connection(site, token, **more)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def _one(self, shape: type[Shape], /, *parts: str, **query: object) -> Shape:
        return decoded(shape, self.connection.read(at(*parts), query))

    def _every(self, shape: type[Shape], /, *parts: str, **query: object) -> Iterator[Shape]:
        return self.connection.items(shape, at(*parts), query)

    def _object(self, *parts: str, **query: object) -> Mapping[str, Any]:
        found = self.connection.read(at(*parts), query)
        if not isinstance(found, dict):
            raise BadAnswer(at(*parts))
        return found

    def _text(self, *parts: str, **query: object) -> str:
        return self.connection.text(at(*parts), query)

    def _act(
        self,
        shape: type[Shape],
        /,
        *parts: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
        files: Mapping[str, Files] | None = None,
    ) -> Shape:
        return decoded(shape, self._answered(*parts, key=key, body=body, files=files)[1])

    def _answered(
        self,
        *parts: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
        files: Mapping[str, Files] | None = None,
    ) -> tuple[int, Any]:
        """Which of several answers came, and the answer."""
        return self.connection.answered(at(*parts), body, files=files, key=key)
