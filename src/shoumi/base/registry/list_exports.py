"""A list that may leave as a file: the one form in which an app hands it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a list, of which deal (None: of the house), by which filter, in which language.

    ``given``  words of closed lists and references, as the page's address had them
    """

    actor: Ref
    deal: Ref | None
    given: Mapping[str, str]
    at: datetime
    lang: Lang


@dataclass(frozen=True, slots=True)
class ListExport:
    """``slug``    in addresses and in the ledger; ``route`` of the page whose list it is

    ``filters``    names of the filter that the page's address may carry
    ``ask``        raises what the page would answer who asks now, and what a file adds to that
    ``heads``      of the columns
    ``rows``       all of them, in the order of the page
    ``people``     of a list whose rows each begin with the reference of a customer: all who may be
                   on one now, whatever the filter; asked at each fetch
    ``preface``    lines above the table where it goes as a document, which only such a list can
    """

    slug: str
    name: Both
    route: str
    filters: Callable[[Asked], frozenset[str]]
    ask: Callable[[Asked], None]
    heads: Callable[[Asked], Sequence[Both]]
    rows: Callable[[Asked], Iterable[Sequence[Any]]]
    people: Callable[[Asked], Sequence[Ref]] | None = None
    preface: Callable[[Asked], Sequence[str]] | None = None
    formats: Sequence[str] = field(default=("xlsx", "csv"))
