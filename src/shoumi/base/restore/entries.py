"""Entries that are newer than the rows, and whom their pseudonyms name here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.vault import keys
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.vault.errors import WillNotOpen

_BATCH = 500


class People:
    """Everybody whose key is here, by the name the ledger has for them."""

    def __init__(self) -> None:
        self._named: dict[str, Ref] = {}
        for part in keys.chunks(keys.subjects()):
            held = keys.find(part)
            for ref in part:
                try:
                    self._named[held.of(ref).pseudonym()] = ref
                except WillNotOpen:
                    continue  # one that was tampered with opens nothing either

    def __len__(self) -> int:
        return len(self._named)

    def get(self, name: str) -> Ref | None:
        return self._named.get(name)


@dataclass(slots=True)
class NewerEntry:
    """As ``registry.replays.Told``."""

    recorded: Recorded
    line: Line
    people: People
    lost: list[Ref] = field(default_factory=list)

    @property
    def position(self) -> int:
        return self.recorded.position

    def rows(self) -> Iterator[Mapping[str, str]]:
        for content in reader.rows(self.position):
            row = json.loads(content)
            if isinstance(row, dict) and all(isinstance(one, str) for one in row.values()):
                yield row

    def person(self, name: str) -> Ref | None:
        return self.people.get(name)

    def lose(self, about: Ref) -> None:
        self.lost.append(about)

    def concerned(self) -> list[Ref]:
        """The people here whom the entry is about, or its rows name."""
        names = [str(self.line.about)]
        if self.line.rows is not None:
            names += [row["subject"] for row in self.rows() if "subject" in row]
        found = (self.person(name) for name in names)
        return list(dict.fromkeys(ref for ref in found if ref is not None))


def between(start: int, end: int, people: People) -> Iterator[NewerEntry]:
    """The entries from ``start`` to before ``end``, read a part at a time, since others are
    appended meanwhile."""
    for first in range(start, end, _BATCH):
        for one in reader.some(range(first, min(first + _BATCH, end))):
            yield NewerEntry(one, one.line(), people)
