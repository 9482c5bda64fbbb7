"""Many people at once: their receipt codes side by side, and their rows in the ledger.

A dictionary of codes would take ten times the memory.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence

from shoumi.core.refs import Ref
from shoumi.core.vault import canonical


class Codes(Mapping[Ref, str]):
    """Each person's receipt code, in the order in which they were added, and name in the ledger."""

    def __init__(self) -> None:
        self._refs: list[Ref] = []
        self._told, self._names = _Texts(), _Texts()
        self._places: dict[Ref, int] = {}

    def add(self, told: Sequence[tuple[Ref, str, str]]) -> None:
        """``told``: person, name in the ledger, code.

        Raises:
            ValueError: a bug; a code or a name that is not as long as the others.
        """
        codes = self._told.plain(code for _, _, code in told)
        names = self._names.plain(name for _, name, _ in told)
        self._told.joined += codes
        self._names.joined += names
        self._refs += [ref for ref, _, _ in told]

    def named(self) -> Iterator[tuple[Ref, str]]:
        """Each person with the name in the ledger, in order."""
        return zip(self._refs, self._names, strict=True)

    def __getitem__(self, ref: Ref) -> str:
        """Looked up by person; who needs all of them takes ``items``."""
        if len(self._places) != len(self._refs):
            self._places = {own: place for place, own in enumerate(self._refs)}
        return self._told[self._places[ref]]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._refs)

    def __len__(self) -> int:
        return len(self._refs)

    def items(self) -> ItemsView[Ref, str]:
        return _Items(self)

    def __repr__(self) -> str:
        return f"Codes({len(self)})"


class _Texts:
    """Texts of one length."""

    def __init__(self) -> None:
        self.joined = bytearray()
        self._width = 0

    def plain(self, texts: Iterable[str]) -> bytes:
        """What to add to ``joined``."""
        found = [text.encode() for text in texts]
        widths = {self._width, *map(len, found)} - {0}
        if len(widths) > 1 or not all(found):
            raise ValueError("receipt codes have one length, names another")
        self._width = max(widths, default=0)
        return b"".join(found)

    def __getitem__(self, place: int) -> str:
        return self.joined[place * self._width : (place + 1) * self._width].decode()

    def __iter__(self) -> Iterator[str]:
        width = self._width
        for start in range(0, len(self.joined), width or 1):
            yield self.joined[start : start + width].decode()


class _Items(ItemsView[Ref, str]):
    """All of them in order, none looked up."""

    def __init__(self, codes: Codes) -> None:
        super().__init__(codes)
        self._codes = codes

    def __iter__(self) -> Iterator[tuple[Ref, str]]:
        return zip(self._codes, self._codes._told, strict=True)


def rows_with(**facts: str) -> Callable[[str], bytes]:
    """What makes the row (``subjects.naming.row``) of whoever the ledger calls so, where the rest
    is the same for many."""
    return canonical.varying("subject", facts)
