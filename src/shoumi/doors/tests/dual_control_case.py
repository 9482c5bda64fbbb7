"""One act that takes two persons, as tests do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.approvals.events import Action
from shoumi.core.refs import Ref


@dataclass
class Case:
    """One act as several people would do it.

    ``ask``      the first person's part; gives what is to be approved
    ``approve``  another's, by name, at a moment
    ``do``       carries it out
    ``other``    makes it something else than was approved, and gives what is then to be done
    ``second``   who may approve, ``stranger`` somebody of the house who may not
    ``first``    who asks
    ``done``     the tag by which one sees that it was done
    """

    action: Action
    ask: Callable[[], object]
    approve: Callable[[object, Ref, datetime], object]
    do: Callable[[object, datetime], object]
    other: Callable[[object], object]
    first: Ref
    second: tuple[Ref, ...]
    stranger: Ref
    done: str
