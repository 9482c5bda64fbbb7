"""From boxes of text on a page to lines in the order in which people read them.

A page may lie on its side or on its head: the boxes say which way the text runs.  Boxes beside each
other, as in a table, become one line with tabs between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean

# A box so much taller than wide holds text that runs up or down.
_TALL = 1.5


class Way(Enum):
    """Where text runs to on the page: (along x, along y), and where the next line is."""

    RIGHT = ((1, 0), (0, 1))
    LEFT = ((-1, 0), (0, -1))
    DOWN = ((0, 1), (-1, 0))
    UP = ((0, -1), (1, 0))


@dataclass(frozen=True, slots=True)
class Piece:
    """``corners``: four (x, y) of a box; ``turned``: its text stood on its head."""

    text: str
    sureness: float
    corners: Sequence[Sequence[float]]
    turned: bool

    def centre(self) -> tuple[float, float]:
        return fmean(x for x, _ in self.corners), fmean(y for _, y in self.corners)

    def size(self) -> tuple[float, float]:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return max(xs) - min(xs), max(ys) - min(ys)

    def way(self) -> Way:
        width, height = self.size()
        if height >= _TALL * width:
            return Way.UP if self.turned else Way.DOWN
        return Way.LEFT if self.turned else Way.RIGHT


def lines(pieces: Sequence[Piece]) -> list[tuple[str, float]]:
    """Each line with how sure its least sure piece is."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return []
    votes: Counter[Way] = Counter()
    for piece in pieces:
        votes[piece.way()] += len(piece.text)
    (along_x, along_y), (next_x, next_y) = votes.most_common(1)[0][0].value
    placed = []
    for piece in pieces:
        (x, y), (width, height) = piece.centre(), piece.size()
        thick = height if along_x else width
        placed.append((x * next_x + y * next_y, x * along_x + y * along_y, thick, piece))
    placed.sort(key=lambda one: one[0])
    rows: list[list[tuple[float, float, float, Piece]]] = []
    for one in placed:
        # The last box of the row before, so that a row that leans is one row.
        if rows and one[0] - rows[-1][-1][0] < min(one[2], rows[-1][-1][2]) / 2:
            rows[-1].append(one)
        else:
            rows.append([one])
    told = []
    for row in rows:
        row.sort(key=lambda one: one[1])
        text = "\t".join(piece.text.replace("\n", " ") for *_, piece in row)
        told.append((text, min(piece.sureness for *_, piece in row)))
    return told
