"""What is known of the notices of data sets.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from shoumi.base.collection_notices import rules
from shoumi.base.collection_notices.errors import BY_FAULT, NoSuchNotice, NoSuchSet
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Fault
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref


class Faults(NamedTuple):
    """Of deals that are not over, and data sets that hold people.

    ``sets``     data set -> what of 6.1 it does not keep
    ``deals``    deal -> the worst of its sets
    ``unknown``  deals of which a notice or a data set was changed, put in or deleted from outside
    ``newest``   position of the newest notice of such a set; None: there is no such set
    """

    sets: Mapping[str, Fault]
    deals: Mapping[Ref, Fault]
    unknown: frozenset[Ref]
    newest: int | None


def notice(ref: Ref) -> CollectionNotice:
    """
    Raises:
        NoSuchNotice
    """
    found = CollectionNotice.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchNotice
    return found


def dataset(ref: Ref, deal: Ref) -> DataSet:
    """
    Raises:
        NoSuchSet: the deal has none of that name.
    """
    found = DataSet.objects.filter(ref=ref, deal=deal).first()
    if found is None:
        raise NoSuchSet
    return found


def of_set(ref: Ref) -> list[CollectionNotice]:
    """All that was handed in or stated for a data set, the newest first."""
    return list(CollectionNotice.objects.filter(dataset=ref).order_by("-position"))


def standing(sets: Iterable[str]) -> dict[str, CollectionNotice]:
    """What each of these data sets has now, as the table says: to be shown, never to rest on."""
    found = CollectionNotice.objects.filter(dataset__in=list(sets)).order_by("position")
    return {one.dataset: one for one in found}


def fault_of(one: DataSet, has: CollectionNotice | None) -> Fault | None:
    """What of 6.1 a data set with that notice does not keep; data of nobody needs none."""
    if one.is_anonymised:
        return None
    if has is None:
        return rules.fault(is_filed=False, has_none=False)
    return rules.fault(
        is_filed=bool(has.document),
        has_none=bool(has.reason),
        purposes=has.purposes,
        categories=has.categories,
    )


def require_told(ref: Ref, deal: Ref) -> None:
    """
    Raises:
        NoSuchSet
        NotTold, ToldNothing, ToldTooLittle, ToldUnjudged: nobody of it may be stored.
        NotAuthentic: its row or its notice was changed, put in or deleted from outside.
    """
    (one,) = verification.require([dataset(ref, deal)])
    has, unknown = known()
    if one.ref in unknown:
        raise NotAuthentic(what=CollectionNotice._meta.db_table)
    found = fault_of(one, has.get(one.ref))
    if found is not None:
        raise BY_FAULT[found](dataset=one.code)


@shared
def known() -> tuple[Mapping[str, CollectionNotice], frozenset[str]]:
    """The newest notice of each data set as the house left it, and the sets of which one was
    changed or deleted from outside; to hand one in anew mends that."""
    found = verification.all_of(CollectionNotice)
    has = {one.dataset: one for one in sorted(found.rows, key=lambda one: one.position)}
    lost = [*verification.deleted(CollectionNotice), *_told_of(found.false)]
    unknown = set()
    for line in lost:
        of = str(line.facts["dataset"])
        if of not in has or has[of].filed_at <= line.at:
            unknown.add(of)
    return has, frozenset(unknown)


def _told_of(rows: Iterable[CollectionNotice]) -> Iterator[Line]:
    """With which entries these were made: whatever a row says of itself now, they name its data
    set.  One that was invented has none, and counts for nothing."""
    for row in rows:
        for position in latest_entries.about(CollectionNotice.coverage.made_by, row.ref):
            yield reader.entry(position).line()


@shared
def faults() -> Faults:
    """Of every data set of a deal that goes on, in which there is somebody."""
    over, sets, held = deals.over(), verification.all_of(DataSet), _held()
    has, unknown = known()
    of_sets: dict[str, Fault] = {}
    of_deals: dict[Ref, Fault] = {}
    doubtful = set(sets.deals)
    for one in sets.rows:
        if one.deal_id in over or one.ref not in held:
            continue
        deal = Ref(one.deal_id)
        if one.ref in unknown:
            doubtful.add(deal)
        elif found := fault_of(one, has.get(one.ref)):
            of_sets[one.ref] = found
            of_deals[deal] = min(found, of_deals.get(deal, found), key=[*Fault].index)
    newest = max((has[ref].position for ref in held if ref in has), default=0 if held else None)
    return Faults(of_sets, of_deals, frozenset(doubtful) - over, newest)


def _held() -> frozenset[str]:
    """The data sets with somebody who is not destroyed."""
    people = Subject.objects.filter(dataset=OuterRef("ref")).exclude(state__in=NOBODY)
    found = DataSet.objects.filter(Exists(people)).order_by()
    return frozenset(found.values_list("ref", flat=True))
