"""Who is told of an incident, with what PIPL 57 asks for, and the paper that proves it.

A drill tells nobody: what would be said is written down and marked, and nothing leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store, upload_rules
from shoumi.base.outbox import rules as outbox
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, BreachNotice
from shoumi.chapters.incidents.rules.words import Addressee, Way
from shoumi.chapters.incidents.services import rows, texts
from shoumi.chapters.incidents.services.errors import (
    NobodyTold,
    ProofMissing,
    TextMissing,
    TextTooLong,
)
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.core.ledger.leaf import Digest, Value
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Contents:
    """What a notice says: what kinds of information, why and what harm may follow; what was done
    and what the person can do; whom to ask."""

    happened: str
    remedies: str
    contact: str


def give(
    *,
    breach: Ref,
    addressee: Addressee,
    way: Way,
    count: int,
    contents: Contents,
    proof: bytes,
    actor: Ref,
    at: datetime,
) -> BreachNotice:
    """Record that somebody was told, what, and the paper that shows it.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic
        TextMissing, TextTooLong, CarriesIdentifier: it does not say what it has to, or names one.
        NobodyTold, ProofMissing, PaperTooLarge, NotAPaper
    """
    accounts.require(actor, at, *HANDLERS)
    must_say(contents)
    if count < 1:
        raise NobodyTold
    one: Breach = queries.get(Breach, breach)
    if not proof and not one.is_drill:
        raise ProofMissing
    if proof:
        upload_rules.must_fit(proof)
    return keep(breach, addressee, way, count, contents, proof, actor, at)


def spare(*, breach: Ref, contents: Contents, actor: Ref, at: datetime) -> BreachNotice:
    """Persons need not be told, since harm was averted: ``remedies`` says how.  The authority is
    told all the same, and may order otherwise.

    Raises:
        NotPermitted, NoSuchIncident, NotAuthentic, TextMissing, TextTooLong, CarriesIdentifier
    """
    accounts.require(actor, at, *HANDLERS)
    must_say(contents)
    return keep(breach, Addressee.PERSONS, None, 0, contents, b"", actor, at)


def must_say(contents: Contents) -> None:
    """
    Raises:
        TextMissing, TextTooLong, CarriesIdentifier
    """
    for part in ("happened", "remedies", "contact"):
        text = getattr(contents, part).strip()
        if not text:
            raise TextMissing(part=part)
        if len(text) > texts.MOST:
            raise TextTooLong(most=texts.MOST)
    # Whom to ask is the house's own number; the rest may name nobody.
    outbox.without_identifiers(f"{contents.happened}\n{contents.remedies}")


def text_digest(row: BreachNotice) -> Digest:
    return Digest.of("\x00".join((row.happened, row.remedies, row.contact)).encode())


@transaction.atomic
def keep(
    breach: Ref,
    addressee: Addressee,
    way: Way | None,
    count: int,
    contents: Contents,
    proof: bytes,
    actor: Ref,
    at: datetime,
) -> BreachNotice:
    """In the transaction of the act, or in one of its own."""
    # A closed one too: the summary goes to the authority then.
    one: Breach = queries.held(Breach, breach)
    paper = store.put(proof, kind="evidence", deal=None, actor=actor, at=at) if proof else None
    made = BreachNotice(
        ref=Ref.new("bnotice"),
        breach=one.ref,
        addressee=addressee,
        way=way or "",
        count=count,
        happened=contents.happened.strip(),
        remedies=contents.remedies.strip(),
        contact=contents.contact.strip(),
        is_spared=way is None,
        proof=paper.ref if paper else "",
        sent_by=actor,
        sent_at=at,
    )
    facts: dict[str, Value] = {
        "breach": Ref(one.ref),
        "addressee": addressee,
        "count": count,
        "spared": made.is_spared,
        "text": text_digest(made),
    }
    facts |= {"way": way} if way else {}
    facts |= {"proof": Digest.fromhex(paper.sha256)} if paper else {}
    return rows.keep(made, Tag.NOTICE_GIVEN, facts, rows.INCIDENT, actor, at)
