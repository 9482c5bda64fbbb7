"""Build receipts and issue them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from shoumi.base.dossier.standalone_proofs import Row, standing
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import Issued
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.subjects.ledger_pseudonyms import row
from shoumi.base.vault import logkey
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent
from shoumi.chapters.consent.receipts import dpv_nodes, evidence
from shoumi.chapters.consent.receipts.dpv_nodes import Node
from shoumi.chapters.consent.receipts.evidence import Evidence
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class _Receipt:
    ref: Ref
    consent: Consent
    events: tuple[Evidence, ...]
    content: bytes
    digest: str

    @property
    def name(self) -> str:
        return f"consent-{self.consent.ref}.jsonld"

    def row(self) -> bytes:
        answer, last = self.events[0], self.events[-1]
        places = {"answer": str(answer.position), "answer_row": str(answer.row)}
        if last is not answer:
            places["withdrawal"] = str(last.position)
        state = self.consent.state
        return row(subject=answer.person, state=state, receipt=self.digest, **places)


def build(consent: Consent) -> bytes:
    """The receipt of ``consent`` as it stands now; each call makes another, with its own id.

    Raises:
        Unfounded: the ledger does not hold what the database says.
        RuntimeError: a bug, called inside a transaction.
    """
    return _build(consent.campaign, [consent])[0].content


def issue_many(
    *,
    campaign: Ref,
    consents: Sequence[Consent],
    actor: Ref,
    at: datetime,
    of: int | None = None,
) -> Iterator[Issued]:
    """Issue a receipt for each of ``consents``, and last the list of them.

    ``of``  how many there were to choose from; more than are given makes the list say "sample".

    One entry of the ledger commits to all of them.  The call makes it and the receipts; the files
    with their proofs come one by one.

    Raises:
        Unfounded: the ledger does not hold what the database says of one; none is issued.
        ValueError: a bug, a consent of another campaign, or ``of`` less than there are.
        RuntimeError: a bug, called inside a transaction.
    """
    if not consents:
        return iter(())
    total = len(consents) if of is None else of
    if total < len(consents) or any(each.campaign.ref != campaign for each in consents):
        raise ValueError("receipts are issued campaign by campaign")
    found = consents[0].campaign
    receipts = _build(found, consents)
    listed = _list(found, receipts, total, at)
    facts = {"count": len(receipts), "of": total}
    with transaction.atomic():
        written = writer.record(
            Event(Tag.RECEIPTED, actor, campaign, at, facts, ("6.2",), Ref(found.deal)),
            rows=[*(each.row() for each in receipts), row(list=sha256(listed).hexdigest())],
        )
    files = [(each.name, each.content) for each in receipts]
    return _proved(written.position, [*files, (f"consent-list-{campaign}.jsonld", listed)])


def _proved(position: int, files: Sequence[tuple[str, bytes]]) -> Iterator[Issued]:
    body, proved = reader.entry(position).body, logkey.proved([position])
    rows = list(reader.rows(position))
    included = reader.prove_among(rows, range(len(files)))
    return (
        Issued(
            name,
            content,
            standing(
                proved.texts[0],
                body=body,
                vkey=proved.vkey,
                log_keys=proved.log_keys,
                row=Row(one.index, own, one.proof),
            ),
        )
        for (name, content), own, one in zip(files, rows, included, strict=True)
    )


def _build(campaign: Campaign, consents: Sequence[Consent]) -> list[_Receipt]:
    with sharing():
        told, found = dpv_nodes.told(campaign), evidence.of(campaign, consents)
    built = []
    for consent, events in zip(consents, found, strict=True):
        ref = Ref.new("rcp")
        content = dpv_nodes.text(_node(ref, told, consent, events))
        built.append(_Receipt(ref, consent, events, content, sha256(content).hexdigest()))
    return built


def _node(
    ref: Ref, told: dpv_nodes.CampaignFacts, consent: Consent, events: Sequence[Evidence]
) -> Node:
    lane, channel = rules.Lane(consent.lane), rules.Channel(consent.channel)
    person = events[0].person
    basis = dpv_nodes.basis(told, lane)
    return {
        "@id": f"urn:shoumi:receipt:{ref}",
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": dpv_nodes.words()["profile"],
        "dct:identifier": ref,
        "dpv:hasRecordOfActivity": dpv_nodes.identified("record", consent.ref, "dpv:ConsentRecord"),
        "shoumi:state": consent.state,
        "shoumi:isSeparate": True,
        "shoumi:lane": lane,
        "shoumi:isSimulated": channel is rules.Channel.SIMULATED,
        "dpv:hasDataSubject": dpv_nodes.subject(person, lane),
        "dpv:hasNotice": dpv_nodes.notice(told, consent.notice_sha256),
        "dpv:hasProcess": dpv_nodes.process(told, basis),
        "dpv:hasEntity": [told.controller, told.recipient],
        "dpv:hasConsentStatus": [
            {
                **_event(each, channel),
                "dpv:isIndicatedBy": dpv_nodes.speaker(person, lane),
                "dpv:hasLegalBasis": basis["@id"],
            }
            for each in events
        ],
    }


def _event(held: Evidence, channel: rules.Channel) -> Node:
    node = {**dpv_nodes.event(held.state, held.at), "shoumi:position": held.position}
    node |= {"@id": f"urn:shoumi:event:{held.position}", "shoumi:proof": held.proof}
    if held.row is not None:
        # How a withdrawal came in is not recorded, so only the answer has a method.
        node |= {"@id": f"{node['@id']}:{held.row}", "shoumi:row": held.row}
        node |= dpv_nodes.method(channel)
    return node


def _list(campaign: Campaign, receipts: Sequence[_Receipt], of: int, at: datetime) -> bytes:
    ref = Ref.new("rcl")
    said = dpv_nodes.words()["list"]["all" if of == len(receipts) else "sample"]
    return dpv_nodes.text(
        {
            "@id": f"urn:shoumi:receipt-list:{ref}",
            "@type": "shoumi:ReceiptList",
            "dct:identifier": ref,
            "dct:date": dpv_nodes.moment(at),
            "dct:description": said.format(count=len(receipts), of=of),
            "shoumi:campaign": campaign.ref,
            "shoumi:count": len(receipts),
            "shoumi:of": of,
            "dct:hasPart": [
                {
                    "@id": f"urn:shoumi:receipt:{each.ref}",
                    "shoumi:file": each.name,
                    "shoumi:sha256": each.digest,
                    "shoumi:state": each.consent.state,
                }
                for each in receipts
            ],
        }
    )
