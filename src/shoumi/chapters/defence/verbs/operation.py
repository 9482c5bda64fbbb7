"""Operations of one kind of thing: the same answer, told the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from shoumi.base.verbs import InApi
from shoumi.chapters.defence.rules import Scope


class Operation(Protocol):
    def __call__(self, name: str, summary: str, scope: Scope = ..., status: int = 200) -> InApi: ...


def operations(
    prefix: str,
    answer: Callable[[], type[Any]],
    tells: Callable[[Any], dict[str, Any]],
    scope: Scope = Scope.WRITE,
) -> Operation:
    """A maker of operations that are called ``prefix_name`` and need ``scope`` unless told."""
    usual = scope

    def operation(name: str, summary: str, scope: Scope = usual, status: int = 200) -> InApi:
        return InApi(
            scope=scope,
            summary=summary,
            answer=answer,
            tells=tells,
            name=f"{prefix}_{name}",
            status=status,
        )

    return operation
