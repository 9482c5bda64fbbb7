"""Where customers stand in the order in which they were taken in, by the ledger's names for them.

Asked only of deals in which somebody opened so many that a row of neighbours would be told of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from shoumi.base.subjects.ledger_pseudonyms import readable
from shoumi.base.subjects.models import Subject
from shoumi.chapters.conduct.rules.accesses import Access, Kind
from shoumi.chapters.conduct.rules.signals import LEAST, Code
from shoumi.core.refs import Ref


def placed(accesses: Sequence[Access]) -> list[Access]:
    """The same, with the place of each customer who is still here."""
    places: dict[str, int] = {}
    for deal in _worth_it(accesses):
        places.update(_places(deal))
    return [
        replace(one, place=places[one.about]) if one.about in places else one for one in accesses
    ]


def _worth_it(accesses: Iterable[Access]) -> set[str]:
    counts = Counter(
        (one.person, one.deal) for one in accesses if one.deal and one.kind is Kind.READ
    )
    return {deal for (_, deal), count in counts.items() if count > LEAST[Code.IN_ORDER]}


def _places(deal: str) -> Mapping[str, int]:
    found = Subject.objects.filter(deal=deal).order_by("id").values_list("ref", flat=True)
    refs = [Ref(ref) for ref in found]
    named = readable(refs)
    return {str(named[ref]): place for place, ref in enumerate(refs) if ref in named}
