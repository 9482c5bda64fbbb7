"""The public summary (level L0): no personal information, no company name, no small cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.services import locks
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.rooms.errors import TeaserNamesSomeone
from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.models import Teaser
from shoumi.base.row_authentication import codes
from shoumi.core import constants
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.scan import Label, Span, SpanGrade, find_spans
from shoumi.core.scan.headers import Hint
from shoumi.core.terms import Role

# Everybody reads it: a number that looks like a mobile's needs no word beside it and no range that
# was assigned.  A word that says otherwise, such as an amount's, still counts.
_MOBILES = Hint(labels=frozenset({Label.MOBILE}))

# What a company is by law and not by name.
_LEGAL_FORM = re.compile(
    "(股份|有限|责任|集团|总公司|分公司|公司|合伙企业|普通合伙|特殊|coltd|ltd|inc|llc)*$"
)


class Finding(NamedTuple):
    """What stands where in a text that may name nobody; never what it says.

    ``line``     counted from 0; None where no line has it and all of them together do
    ``place``    the first and the last character in its line, counted from 1; None for a name,
                 which is read without blanks and signs
    ``what``     the kind of data, or the one of the unnamed that was found
    ``is_sure``  false where it only looks like that kind of data
    """

    line: int | None
    place: tuple[int, int] | None
    what: Label | str
    is_sure: bool = True


def suppress(cells: Mapping[str, int]) -> tuple[dict[str, int | None], int]:
    """The cells that may be published; the small ones become None.  How many did, comes second."""
    least = smallest()
    shown = {name: (count if count >= least else None) for name, count in cells.items()}
    return shown, sum(count is None for count in shown.values())


def smallest() -> int:
    """The smallest count that may be told."""
    return constants.get("data_room.small_cell_suppress_below").number


def named(text: str, unnamed: Collection[str]) -> int:
    """How many of the names stand in the text: spaced out, in other widths or letters, or without
    the company's legal form."""
    read = _letters(text)
    cores = set(map(_core, unnamed)) - {""}
    return sum(core in read for core in cores)


def findings(text: str, unnamed: Collection[str]) -> list[Finding]:
    """All that ``scan`` counts in the text, each where it stands."""
    lines = text.split("\n")
    found = []
    for span in _spans(text):
        before = text.count("\n", 0, span.start)
        first = span.start - (text.rfind("\n", 0, span.start) + 1) + 1
        last = min(first + span.end - span.start - 1, len(lines[before]))
        is_sure = span.grade is SpanGrade.VALID
        found.append(Finding(before, (first, last), span.label, is_sure))
    for name in unnamed:
        if named(text, (name,)):
            there = [number for number, line in enumerate(lines) if named(line, (name,))]
            found += [Finding(number, None, name) for number in there]
            found += [] if there else [Finding(None, None, name)]
    return found


def _spans(text: str) -> list[Span]:
    return find_spans(text, hint=_MOBILES)


def _core(name: str) -> str:
    whole = _letters(name)
    bare = _LEGAL_FORM.sub("", whole)
    return bare if len(bare) > 1 else whole


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def scan(
    *,
    deal: Ref,
    text: str,
    unnamed: Collection[str],
    suppressed: int,
    paper: bytes,
    actor: Ref,
    at: datetime,
) -> Teaser:
    """Let the scanner read the text as it would be published and keep the paper.

    ``unnamed``  names that must not stand in it (the target, its shareholders).

    Raises:
        TeaserNamesSomeone: something was found; the try is in the ledger.
        NotPermitted: the actor is neither of marketing nor consultant.
        Terminated
    """
    accounts.require(actor, at, Role.MKT, Role.CON)
    locks.require_living(deal)
    hits = len(_spans(text)) + named(text, unnamed)
    with transaction.atomic():
        document = store.put(paper, kind="teaser", deal=deal, actor=actor, at=at)
        facts: dict[str, Value] = {
            "hits": hits,
            "suppressed": suppressed,
            "document": Digest.fromhex(document.sha256),
        }
        ref = Ref(document.ref)
        entry = writer.record(Event(Tag.TEASER_SCANNED, actor, ref, at, facts, ("7.2",), deal))
        teaser = Teaser(
            deal=deal,
            document=document.ref,
            hits=hits,
            suppressed=suppressed,
            scanned_at=at,
            position=entry.position,
        )
        codes.put(teaser, entry.position)
        teaser.save()
    if hits:
        raise TeaserNamesSomeone(count=hits)
    return teaser
