"""Put a paper itself on file: looked at, compared with the deal, sealed; and open it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import party_rows, queries, rules, sides
from shoumi.base.deals.errors import (
    AlreadyFiled,
    NoCompanyNamed,
    NoSuchParty,
    NotKept,
    NotSuchAPaper,
    OtherCompany,
)
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Filing
from shoumi.base.deals.rules import Company
from shoumi.base.deals.services.filings import file, may_file
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind as Stored
from shoumi.base.documents.examined import Examined
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class NewPaper:
    """``on`` the day it took effect; ``party`` the side it concerns; see ``services.file``."""

    kind: FilingKind
    paper: Examined
    party: Ref | None = None
    on: date | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)


@transaction.atomic
def file_paper(*, deal: Ref, new: NewPaper, actor: Ref, at: datetime) -> Filing:
    """File a paper and keep it sealed.  What was seen of it stands with the filing.

    Raises:
        As ``file``, and before anything is kept:
        NotSuchAPaper: such a filing does not come in that format.
        OtherCompany: it names companies, and none of this deal.
        NoCompanyNamed: it names none, though such a paper carries its company's code.
        NotAuthentic: a party of the deal was changed from outside.
    """
    of = queries.deal(deal)
    may_file(of, new.kind, actor, at)
    if new.party is not None and new.party not in {one.ref for one in queries.parties(deal)}:
        raise NoSuchParty
    if queries.is_on_file(deal, new.kind, new.paper.digest):
        raise AlreadyFiled(kind=new.kind)
    allowed = rules.formats(new.kind)
    if new.paper.format not in allowed:
        raise NotSuchAPaper(kind=new.kind, format=new.paper.format, formats=tuple(sorted(allowed)))
    seen: dict[str, Value] = {"format": new.paper.format, "company": _company(deal, new)}
    kept = store.put(new.paper.content, kind=Stored.EVIDENCE, deal=deal, actor=actor, at=at)
    return file(
        deal=deal,
        kind=new.kind,
        sha256=new.paper.digest,
        document=Ref(kept.ref),
        party=new.party,
        on=new.on,
        facts={**new.facts, **seen},
        actor=actor,
        at=at,
    )


def _company(deal: Ref, new: NewPaper) -> Company:
    paper = new.paper
    if not paper.companies:
        if paper.is_read and new.kind in rules.NUMBERED:
            raise NoCompanyNamed(kind=new.kind)
        return Company.NONE_NAMED if paper.is_read else Company.NOT_READABLE
    known = {one.uscc for one in party_rows.of_deal(deal) if one.uscc}
    if known and not known & paper.companies:
        raise OtherCompany
    return Company.MATCHES if known else Company.NONE_NAMED


def open_paper(*, filing: Ref, actor: Ref, at: datetime) -> bytes:
    """A filed paper, exactly as it was handed in; that it was opened is recorded.

    Raises:
        NoSuchFiling
        NotPermitted: the actor neither filed it, nor stands for its side, nor holds a role that
            opens papers.
        NotKept: only its fingerprint was.
        NotAuthentic: the filing was changed or put in from outside.
        DocumentDamaged, NoKey
    """
    (row,) = verification.require([queries.filing(filing)])
    deal = Ref(row.deal_id)
    if not _is_own(row, actor, at):
        accounts.require(actor, at, *rules.OPENERS, deal=deal)
    if not row.document:
        raise NotKept
    facts: dict[str, Value] = {
        "kind": FilingKind(row.kind),
        "sha256": Digest(bytes(row.sha256)),
    }
    with transaction.atomic():
        writer.record(Event(Tag.PAPER_OPENED, actor, filing, at, facts, deal=deal))
    return store.get(Ref(row.document))


def _is_own(row: Filing, actor: Ref, at: datetime) -> bool:
    return sides.is_opened_by(row, actor, queries.sides_of(actor, Ref(row.deal_id), at))
