"""Every address there is, from Django's own resolver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Route:
    """``name``     what ``reverse`` knows it by, else its address

    ``address``  as the pattern is written: ``deals/<str:deal>``
    ``takes``    parameter to the name of its converter's class
    """

    name: str
    address: str
    takes: dict[str, str]
    view: Callable[..., Any]

    def at(self, **values: object) -> str:
        """The path with these values in it."""
        path = self.address
        for name in self.takes:
            kinds = ("", "str:", "int:", "slug:", "uuid:", "path:")
            for kind in kinds:
                path = path.replace(f"<{kind}{name}>", str(values[name]))
        assert "<" not in path, path
        return f"/{path}"


def every() -> list[Route]:
    return sorted(_below(get_resolver(), "", {}), key=lambda route: route.address)


def _below(resolver: URLResolver, before: str, takes: dict[str, str]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        kinds = {name: type(one).__name__ for name, one in pattern.pattern.converters.items()}
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, address, takes | kinds)
        elif isinstance(pattern, URLPattern):
            yield Route(pattern.name or address, address, takes | kinds, pattern.callback)
