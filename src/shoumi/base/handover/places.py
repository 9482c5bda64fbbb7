"""Where in the packages that left one person's row stands, as the ledger has it.

A package is sealed in the order of the rows of its entry, so a row is told to its recipient by its
number: nobody is named who reads that without the package.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from shoumi.base.handover import queries
from shoumi.base.handover.models import Package, State
from shoumi.base.handover.release_checks import sealing
from shoumi.base.ledger import reader
from shoumi.core.refs import Ref


class Placed(NamedTuple):
    """``name``  of the person in the ledger; ``row`` counted from 1"""

    name: Ref
    package: Package
    row: int


def of(deal: Ref, names: Collection[Ref]) -> Iterator[Placed]:
    """The rows of those whom the ledger calls so, in packages that were released."""
    if not names:
        return
    # A row is taken apart where one of them is named in it: a package may have a million.
    written = [str(name).encode() for name in names]
    for package in queries.of_deal(deal).filter(state__in=(State.RELEASED, State.RECEIVED)):
        for number, line in enumerate(reader.rows(sealing(package)), 1):
            if not any(one in line for one in written):
                continue
            name = json.loads(line)["subject"]
            if name in names:
                yield Placed(Ref(name), package, number)
