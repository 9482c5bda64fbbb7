"""What every method of the client is made of: read one, read all, do something once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from shoumi.client.connection import Connection, Files
from shoumi.client.json_decoder import decoded

Shape = TypeVar("Shape")


def at(*parts: str) -> str:
    """The address of these parts."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


class Calls:
    """Calls to one house with one token.

    Every method raises ``Refused``, ``Unreachable`` or ``BadAnswer``.  An act takes a ``key``
    where it repeats one whose answer never came; otherwise a new one is made.
    """

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

    def _one(self, kind: type[Shape], *parts: str) -> Shape:
        return decoded(kind, self.connection.read(at(*parts)))

    def _every(self, shape: type[Shape], /, *parts: str, **query: object) -> Iterator[Shape]:
        return self.connection.items(shape, at(*parts), query)

    def _act(
        self,
        kind: type[Shape],
        *parts: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
        files: Files = (),
        part: str = "files",
    ) -> Shape:
        told = self.connection.act(at(*parts), body, files=files, part=part, key=key)
        return decoded(kind, told)
