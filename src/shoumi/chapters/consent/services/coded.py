"""The receipt codes of many people, side by side: a dictionary would take ten times the memory."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping

from shoumi.core.refs import Ref


class Codes(Mapping[Ref, str]):
    """Each person's receipt code, in the order in which they were added."""

    def __init__(self) -> None:
        self._refs: list[Ref] = []
        self._told = bytearray()
        self._width = 0
        self._places: dict[Ref, int] = {}

    def add(self, ref: Ref, code: str) -> None:
        """
        Raises:
            ValueError: a bug; a code that is not as long as the others.
        """
        plain = code.encode()
        self._width = self._width or len(plain)
        if len(plain) != self._width:
            raise ValueError("receipt codes have one length")
        self._refs.append(ref)
        self._told += plain

    def __getitem__(self, ref: Ref) -> str:
        """Looked up by person; who needs all of them takes ``items``."""
        if len(self._places) != len(self._refs):
            self._places = {own: place for place, own in enumerate(self._refs)}
        return self._code(self._places[ref])

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._refs)

    def __len__(self) -> int:
        return len(self._refs)

    def items(self) -> ItemsView[Ref, str]:
        return _Items(self)

    def _code(self, place: int) -> str:
        return self._told[place * self._width : (place + 1) * self._width].decode()

    def __repr__(self) -> str:
        return f"Codes({len(self)})"


class _Items(ItemsView[Ref, str]):
    """All of them in order, none looked up."""

    def __init__(self, codes: Codes) -> None:
        super().__init__(codes)
        self._codes = codes

    def __iter__(self) -> Iterator[tuple[Ref, str]]:
        for place, ref in enumerate(self._codes):
            yield ref, self._codes._code(place)
