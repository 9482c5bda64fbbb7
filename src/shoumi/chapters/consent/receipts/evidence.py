"""What the ledger holds of a consent, with the proofs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shoumi.base.dossier.standalone_proofs import Row, standing
from shoumi.base.ledger import reader
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import BATCH
from shoumi.base.vault import logkey
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.core.errors import Conflict
from shoumi.core.ledger.leaf import LeafUnreadable, Line
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.terms import ConsentState

# What the answer was where the consent stands so now; other states have no event of their own yet.
_ANSWERS = {
    ConsentState.GIVEN: rules.Answer.GIVEN,
    ConsentState.WITHDRAWN: rules.Answer.GIVEN,
    ConsentState.REFUSED: rules.Answer.REFUSED,
}


class Unfounded(Conflict):
    """The database says something else of a consent than the ledger: there is no receipt of it."""

    code = "receipt.unfounded"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One event of a consent.  ``row`` is which row of the entry; None where the entry says all."""

    state: ConsentState
    position: int
    at: datetime
    person: Ref
    proof: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class _Log:
    """The entries that some consents rest on.

    ``names``  pseudonyms of those whose keys are still there
    """

    entries: Mapping[int, reader.Recorded]
    rows: Mapping[tuple[int, int], Row]
    withdrawals: Mapping[Ref, reader.Recorded]
    plain: Mapping[int, str]
    vkey: str
    log_keys: Sequence[str]
    names: Mapping[Ref, Ref]
    lines: dict[int, Line] = field(default_factory=dict)  # read so far

    def line(self, position: int) -> Line:
        """Hundreds of consents came with one entry.

        Raises:
            LeafUnreadable
        """
        if position not in self.lines:
            self.lines[position] = self.entries[position].line()
        return self.lines[position]


def of(campaign: Campaign, consents: Sequence[Consent]) -> list[tuple[Evidence, ...]]:
    """The events of each consent in order, checked against it, all proved under one checkpoint.

    Raises:
        Unfounded: the ledger does not hold what the database says of one.
        RuntimeError: a bug, called inside a transaction.
    """
    log = _read(campaign, consents)
    return [_events(log, campaign, each) for each in consents]


def _read(campaign: Campaign, consents: Sequence[Consent]) -> _Log:
    wanted: dict[int, set[int]] = {}
    for each in consents:
        wanted.setdefault(each.position, set()).add(each.row)
    rows = {}
    for position, indexes in wanted.items():
        held = list(reader.rows(position))
        there = sorted(index for index in indexes if 0 <= index < len(held))
        for one in reader.prove_among(held, there):
            rows[position, one.index] = Row(one.index, held[one.index], one.proof)
    withdrawals = {}
    if any(each.state == ConsentState.WITHDRAWN for each in consents):
        for entry in reader.entries(deal=Ref(campaign.deal), tag=Tag.WITHDRAWN):
            line = entry.line()
            if line.facts.get("campaign") == campaign.ref:
                withdrawals[line.about] = entry
    places = [*wanted, *(entry.position for entry in withdrawals.values())]
    proved = logkey.proved(places)
    return _Log(
        entries={entry.position: entry for entry in reader.some(wanted)},
        rows=rows,
        withdrawals=withdrawals,
        plain=dict(zip(places, proved.texts, strict=True)),
        vkey=proved.vkey,
        log_keys=proved.log_keys,
        names=_names([Ref(each.subject) for each in consents]),
    )


def _names(people: Sequence[Ref]) -> Mapping[Ref, Ref]:
    living: list[Ref] = []
    for start in range(0, len(people), BATCH):
        held = Subject.objects.filter(ref__in=people[start : start + BATCH])
        refs = held.exclude(state=State.DESTROYED).values_list("ref", flat=True)
        living += [Ref(ref) for ref in refs]
    return pseudonyms(living)


def _events(log: _Log, campaign: Campaign, consent: Consent) -> tuple[Evidence, ...]:
    person = _person(log, campaign, consent)
    entry, index = log.entries[consent.position], consent.row
    answer = Evidence(
        ConsentState(_ANSWERS[ConsentState(consent.state)].value),
        entry.position,
        consent.answered_at,
        person,
        standing(
            log.plain[entry.position],
            body=entry.body,
            vkey=log.vkey,
            log_keys=log.log_keys,
            row=log.rows[entry.position, index],
        ),
        index,
    )
    if consent.state != ConsentState.WITHDRAWN:
        return (answer,)
    back = log.withdrawals.get(person)
    if back is None or back.line().at != consent.withdrawn_at:
        raise Unfounded(consent=Ref(consent.ref), position=consent.position)
    plain = log.plain[back.position]
    proof = standing(plain, body=back.body, vkey=log.vkey, log_keys=log.log_keys)
    taken = Evidence(ConsentState.WITHDRAWN, back.position, back.line().at, person, proof)
    return (answer, taken)


def _person(log: _Log, campaign: Campaign, consent: Consent) -> Ref:
    """The pseudonym in the row that the consent rests on.

    Raises:
        Unfounded: entry or row say something else than the consent does.
    """
    unfounded = Unfounded(consent=Ref(consent.ref), position=consent.position)
    try:
        line = log.line(consent.position)
        said = json.loads(log.rows[consent.position, consent.row].content)
        person = Ref(said.pop("subject"))
    except (LeafUnreadable, MalformedRef, ValueError, KeyError) as error:
        raise unfounded from error
    stated = {
        "answer": _ANSWERS.get(ConsentState(consent.state)),
        "lane": consent.lane,
        "notice": consent.notice_sha256,
        "purpose": campaign.purpose,
        "channel": consent.channel,
    }
    told = (line.tag, line.about, line.at)
    if told != (Tag.ANSWERED, campaign.ref, consent.answered_at) or said != stated:
        raise unfounded
    # The row is the proof; where the key that made the pseudonym is gone it is all there is.
    if log.names.get(Ref(consent.subject), person) != person:
        raise unfounded
    return person
