"""Letters on paper: opened through the gate, set as one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.correspondence.batch_writer import Writer
from shoumi.base.correspondence.channels import paper
from shoumi.base.correspondence.channels.paper import Letterhead, Sheet
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import Way
from shoumi.base.deals import queries as deals
from shoumi.base.documents.errors import UnprintableText
from shoumi.base.gate import disclosure
from shoumi.core.letters import choice
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Made:
    """``letters`` that stand in ``content``, in order; ``left_out``: they cannot be printed."""

    content: bytes
    letters: Sequence[Letter]
    left_out: Sequence[Letter]


def of(batch: Batch, letters: Sequence[Letter], writer: Writer, at: datetime) -> Made:
    """The file of these letters.

    Raises:
        GateClosed: nobody's address may be opened.
    """
    people = writer.people(batch, [Ref(one.to) for one in letters])
    asked = writer.question(batch, choice.fields([Way.POST]), at)
    opened, _ = disclosure.open_many(asked, list(people))
    values = dict(opened)
    sheets: list[tuple[Letter, Sheet]] = []
    left_out: list[Letter] = []
    for one in letters:
        ref = Ref(one.to)
        of_guardian = ref in people and people[ref].of_guardian
        place = choice.place(values.get(ref, {}), [Way.POST], of_guardian=of_guardian)
        if place is None:
            left_out.append(one)
        else:
            sheets.append((one, Sheet(place.name, place.to, people[ref].own)))
    text = writer.text(batch)
    head = Letterhead(text, deals.deal(Ref(batch.deal)).number, text.closing[-1], at)
    try:
        content = _pages(head, sheets)
    except UnprintableText:
        bad = paper.unprintable(head, [sheet for _, sheet in sheets])
        left_out += [one for place, (one, _) in enumerate(sheets) if place in bad]
        sheets = [pair for place, pair in enumerate(sheets) if place not in bad]
        content = _pages(head, sheets)
    return Made(content, [one for one, _ in sheets], left_out)


def _pages(head: Letterhead, sheets: Sequence[tuple[Letter, Sheet]]) -> bytes:
    return paper.pages(head, [own for _, own in sheets]) if sheets else b""
