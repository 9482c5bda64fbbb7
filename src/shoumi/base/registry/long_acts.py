"""Long acts that a worker does, and the files they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that a long act made: ``words`` of the link to it, its ``name`` and ``suffix``.

    ``ask``      ``ask(fetch)``: asks at each fetch what the act asked; answers who may be in it
    ``without``  ``without(content, left)``: without those in these places; None: not handed out
    ``is_data``  it goes where its deal or task is over; evidence stays
    """

    words: Both
    name: str
    suffix: str
    ask: Callable[[Any], Sequence[Ref]]
    without: Callable[[bytes, Sequence[int]], bytes] | None = None
    is_data: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """A long act that a person asks for and a worker does in that person's name.

    ``kind``    the word stored with each request and in its ledger entries
    ``name``    what people call it
    ``run``     ``run(work)`` does it and says how it ended (``base.operations``)
    ``done``    what is said at the end, with places for what ``run`` answered
    ``onward``  ``onward(about, deal, made)``: words and address of the way on; ``made`` is empty
                where it was refused or stopped; None: back to the deal
    ``file``    what it makes for who asked, if anything
    """

    kind: StrEnum
    name: Both
    run: Callable[[Any], None]
    done: Both
    onward: Callable[[str, str, Mapping[str, Any]], tuple[Both, str] | None] | None = None
    file: MadeFile | None = None
