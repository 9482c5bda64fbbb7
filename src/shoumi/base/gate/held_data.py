"""When and for what somebody's values were opened, for that person.

Entries name people by their pseudonym.  What was opened of many at once names each in a row of the
entry; those are told by the app that opened them, such as a handover.
"""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.gate.events import Tag
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.subjects.ledger_pseudonyms import readable
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose


def of(subject: Ref) -> Iterator[HeldPart]:
    name = readable([subject]).get(subject)
    lines = [] if name is None else [e.line() for e in reader.entries(about=name, tag=Tag.REVEALED)]
    yield HeldPart(
        ("谁看过：内部逐个查看的记录", "Looks at it, one by one, inside the company"),
        (("日期", "day"), ("做了什么", "act"), ("用途", "purpose")),
        [
            (
                day_in_china(one.at).isoformat(),
                names.pair(Act(str(one.facts["act"]))),
                names.pair(Purpose(str(one.facts["purpose"]))),
            )
            for one in lines
        ],
    )
