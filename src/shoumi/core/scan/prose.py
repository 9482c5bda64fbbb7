"""Names and addresses in running text, read by a tagger that is passed in.

The core knows no model: a ``Tagger`` takes sentences and gives the tokens of each.  What reaches it
is gated (``sentences``), each distinct sentence goes once, and what was found in a sentence is kept
under a keyed hash of it: offsets and labels, no text.

The work of a run has a ceiling.  Where all sentences would pass it, the narrow gate is taken; where
even that would, the reader refuses with the figure instead of running on for hours.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shoumi.core.errors import Invalid
from shoumi.core.scan.labels import Label, Span, SpanGrade
from shoumi.core.scan.sentences import Width, passes, split
from shoumi.core.scan.tagger_output import Token, people, places

# A tagger of this kind reads about this much a second and process (measured: 35,000 to 65,000).
CHARS_PER_SECOND = 30_000
MOST_MINUTES = 30
_KEPT = 200_000  # sentences
# Characters beyond the everyday ones are in no model's vocabulary, and a name would break there.
_RARE = re.compile("[\u3400-\u4dbf\U00020000-\U0003ffff]")
_EVERYDAY = "伟"
_BY_PROSE = frozenset({Label.PERSON, Label.ADDRESS})

Found = tuple[tuple[int, int, Label], ...]


class Tagger(Protocol):
    """Gives the tokens of each sentence, in order, without gaps inside a name."""

    def __call__(self, sentences: Sequence[str], /) -> Sequence[Sequence[Token]]: ...


class WouldTakeHours(Invalid):
    """``minutes`` the model would run, ``most`` it may, ``characters`` it would read."""

    code = "scan.names_would_take_hours"


@dataclass(slots=True)
class Share:
    """What was shown to the model: characters of all text, of text gated in, of text tagged."""

    characters: int = 0
    gated_in: int = 0
    tagged: int = 0
    narrowed: bool = False

    @property
    def share(self) -> float:
        return self.gated_in / self.characters if self.characters else 0.0


class ProseReader:
    """Reads texts; keeps what it learned of sentences under a keyed hash.

    ``key``        at least 16 bytes, new for each run
    ``width``      how wide the gate stands open; None: wide, and narrow where wide costs too much
    ``processes``  how many the tagger runs in, for the estimate of time
    """

    def __init__(
        self,
        tagger: Tagger,
        *,
        key: bytes,
        width: Width | None = None,
        processes: int = 1,
        most_minutes: float = MOST_MINUTES,
    ) -> None:
        self._tagger, self._key = tagger, key
        self.width, self._narrow = width or Width.MAY, width is None
        self._rate = CHARS_PER_SECOND * 60 * processes
        self._most_minutes = most_minutes
        self._known: OrderedDict[bytes, Found] = OrderedDict()
        self.told = Share()

    def read(self, texts: Sequence[str], *, may_narrow: bool = True) -> list[list[Span]]:
        """The people and addresses of each text, in order, without overlaps.

        ``may_narrow`` false keeps the gate as it stands, for streams that answer all lines alike.

        Raises:
            WouldTakeHours: nothing of ``texts`` has been read.
        """
        cut = [[(at, text[at:end]) for at, end in split(text)] for text in texts]
        given = [sentence for pieces in cut for _, sentence in pieces]
        new = self._new(given, may_narrow=may_narrow)
        fresh = dict(zip(new, map(_found, new.values(), self._tag(new)), strict=True))
        answers = [list(self._spans(pieces, fresh)) for pieces in cut]
        self._known.update(fresh)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return answers

    def _digest(self, sentence: str) -> bytes:
        return hashlib.blake2b(sentence.encode(), key=self._key, digest_size=16).digest()

    def _new(self, given: Sequence[str], *, may_narrow: bool) -> Mapping[bytes, str]:
        """The distinct sentences that pass the gate and are not known yet."""
        new = self._gated(given)
        if may_narrow and self._narrow and self._minutes(new) > self._most_minutes:
            self.width, self.told.narrowed = Width.LIKELY, True
            new = self._gated(given)
        minutes = self._minutes(new)
        if minutes > self._most_minutes:
            raise WouldTakeHours(
                minutes=round(minutes), most=round(self._most_minutes), characters=_size(new)
            )
        self.told.characters += sum(map(len, given))
        self.told.gated_in += sum(len(one) for one in given if passes(one, self.width))
        self.told.tagged += _size(new)
        return new

    def _gated(self, sentences: Sequence[str]) -> dict[bytes, str]:
        new = {}
        for sentence in dict.fromkeys(sentences):
            if passes(sentence, self.width):
                digest = self._digest(sentence)
                if digest not in self._known:
                    new[digest] = sentence
        return new

    def _minutes(self, new: Mapping[bytes, str]) -> float:
        """What the run would have cost by the end of these."""
        return (self.told.tagged + _size(new)) / self._rate

    def _tag(self, new: Mapping[bytes, str]) -> Sequence[Sequence[Token]]:
        if not new:
            return ()
        return self._tagger([_RARE.sub(_EVERYDAY, sentence) for sentence in new.values()])

    def _spans(
        self, pieces: Sequence[tuple[int, str]], fresh: Mapping[bytes, Found]
    ) -> Iterator[Span]:
        for at, sentence in pieces:
            digest = self._digest(sentence)
            for start, end, label in fresh.get(digest) or self._known.get(digest, ()):
                yield Span(at + start, at + end, label, SpanGrade.SHAPE)


def _size(sentences: Mapping[bytes, str]) -> int:
    return sum(map(len, sentences.values()))


def _found(sentence: str, tokens: Sequence[Token]) -> Found:
    """Addresses first: a name inside one is the name of a road."""
    found = [(*place, Label.ADDRESS) for place in places(sentence, tokens)]
    for start, end in people(sentence, tokens):
        if not any(start < stop and begin < end for begin, stop, _ in found):
            found.append((start, end, Label.PERSON))
    return tuple(sorted(found))


def with_prose(spans: Sequence[Span], prose: Sequence[Span]) -> list[Span]:
    """``spans`` of a text with its names and addresses as ``prose`` has them.

    Identifiers stand; what the rules say of names and addresses gives way to the reader, which has
    heard them.
    """
    kept = [span for span in spans if span.label not in _BY_PROSE]
    free = [
        one
        for one in prose
        if not any(one.start < span.end and span.start < one.end for span in kept)
    ]
    return sorted([*kept, *free], key=lambda span: span.start)
