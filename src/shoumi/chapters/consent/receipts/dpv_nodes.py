"""The nodes of a receipt: what the notice and the deal say, in the terms of DPV 2.3.

Fixed words are in ``data/receipt.toml``, the context in ``data/context.json``, every DPV term used
in ``data/vocabulary.toml``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from shoumi.base import registry
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.queries import notices
from shoumi.core import notice_categories
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState

# JSON-LD is of no fixed depth; what goes in is checked by the shapes.
Node = dict[str, Any]

_DATA = files("shoumi.chapters.consent") / "data"


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads((_DATA / "receipt.toml").read_text("utf-8"))


@cache
def _context() -> str:
    """How every document begins, up to its first own member."""
    context = json.loads((_DATA / "context.json").read_text("utf-8"))
    return _lines({"@context": context})[:-2]


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """What everyone asked in one campaign was told, and by whom.  ``days`` None: no register."""

    campaign: Campaign
    contents: Mapping[str, str]
    controller: Node
    recipient: Node
    is_abroad: bool
    days: int | None


def told(campaign: Campaign) -> CampaignFacts:
    deal = Ref(campaign.deal)
    campaign.notice = notices.of(campaign)
    contents = campaign.notice.contents
    parties = {party.ref: party for party in deals.parties(deal)}
    target = next((one for one in parties.values() if one.role == PartyRole.TARGET), None)
    recipient = parties.get(campaign.recipient)
    goes_to = (each for each in deals.datasets(deal) if each.recipient_id == campaign.recipient)
    return CampaignFacts(
        campaign,
        contents,
        _party("controller", ["dpv:DataController"], deal, target, contents),
        _party(
            "recipient",
            ["dpv:Recipient", "dpv:ThirdParty"],
            Ref(campaign.recipient),
            recipient,
            contents,
        ),
        any(each.is_abroad for each in goes_to),
        max((rule.retention_days for rule in registry.field_register().values()), default=None),
    )


def _party(
    side: str, types: list[str], ref: Ref, party: Party | None, contents: Mapping[str, str]
) -> Node:
    """A side of the deal; where the notice names it, that is what the person was told."""

    def said(name: str) -> str:
        return contents.get(f"{side}_{name}") or str(words()["not_stated"])

    known = party.ref if party else ref
    registered = party.name if party else ""
    named = contents.get("controller" if side == "controller" else "recipient_name")
    is_natural = party is not None and party.is_natural_person
    return {
        "@id": f"urn:shoumi:party:{known}",
        "@type": types if is_natural else ["dpv:Organisation", *types],
        "dpv:hasIdentifier": [known, *([party.uscc] if party and party.uscc else [])],
        "dpv:hasName": named or registered or said("name"),
        "dpv:hasAddress": said("address"),
        "dpv:hasContact": said("contact"),
    }


def identified(kind: str, ref: str, *types: str) -> Node:
    return {"@id": f"urn:shoumi:{kind}:{ref}", "@type": list(types), "dct:identifier": ref}


def subject(person: Ref, lane: rules.Lane) -> Node:
    child = ["dpv:Child"] if lane is rules.Lane.GUARDIAN else []
    return identified("person", person, "dpv:DataSubject", *child)


def speaker(person: Ref, lane: rules.Lane) -> Node:
    """Who answers for the person; a guardian is known by the child alone."""
    if lane is rules.Lane.GUARDIAN:
        return identified("person", f"guardian-of-{person}", "dpv:GuardianOfDataSubject")
    return {"@id": f"urn:shoumi:person:{person}"}


def notice(told: CampaignFacts, sha256: str) -> Node:
    return {
        **identified("notice", told.campaign.notice.ref, "dpv:ConsentNotice"),
        "dct:language": words()["language"],
        "shoumi:sha256": sha256,
    }


def basis(told: CampaignFacts, lane: rules.Lane) -> Node:
    """The articles the consent rests on; for a child PIPL 31 besides."""
    law = words()["instrument"][told.campaign.instrument]
    more = words()["guardian"]["articles"] if lane is rules.Lane.GUARDIAN else []
    return {
        "@id": f"urn:shoumi:basis:{told.campaign.instrument}:{lane}",
        "@type": "dpv:ExplicitlyExpressedConsent",
        "dct:title": law["title"],
        "dct:source": [*law["articles"], *more],
    }


def process(told: CampaignFacts, basis: Node) -> Node:
    contents, purpose = told.contents, told.campaign.purpose
    not_stated = words()["not_stated"]
    notice = told.campaign.notice
    parts = [one.printed("zh") for one in notice_categories.read(notice.categories)]
    # A notice of an earlier version has words alone.
    parts = parts or [part for part in contents.get("categories", "").split("、") if part.strip()]
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:identifier": purpose,
            "dct:description": contents.get("purpose") or not_stated,
        },
        "dpv:hasLegalBasis": basis,
        "dpv:hasPersonalData": [
            {"@type": "dpv:PersonalData", "dct:title": each, "skos:broader": "dpv:PersonalData"}
            for each in parts or [not_stated]
        ],
        "dpv:hasProcessing": words()["processing"][purpose],
        "dct:description": contents.get("method") or not_stated,
        "dpv:hasDataController": told.controller["@id"],
        "dpv:hasRecipient": told.recipient["@id"],
        "dpv:hasStorageCondition": [_location(told), _duration(told)],
        "dpv:hasJurisdiction": words()["location"],
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": contents.get("withdrawal") or words()["withdrawal"],
        },
    }


def _location(told: CampaignFacts) -> Node:
    where = "shoumi:abroad" if told.is_abroad else words()["location"]
    said = told.contents.get("storage_location")
    more = {"dct:description": said} if said else {}
    return {"@type": "dpv:StorageLocation", "dpv:hasLocation": where, **more}


def _duration(told: CampaignFacts) -> Node:
    """As the notice says; else the longest period of the field register."""
    said = told.contents.get("retention")
    if said or told.days is None:
        text = said or words()["not_stated"]
        period = {"@type": "dpv:UntilEventDuration", "dct:description": text}
    else:
        text = words()["retention"]
        period = {
            "@type": "dpv:TemporalDuration",
            "rdf:value": f"P{told.days}D",
            "dct:description": text,
        }
    return {"@type": "dpv:StorageDuration", "dpv:hasDuration": period}


def event(state: ConsentState, at: datetime) -> Node:
    stands = words()["state"][state]
    return {
        "@type": stands["type"],
        "dct:date": moment(at),
        "dpv:isIndicatedAtTime": moment(at),
        "dpv:hasDuration": {"@type": "dpv:UntilEventDuration", "dct:description": stands["until"]},
    }


def method(channel: rules.Channel) -> Node:
    said = {"shoumi:channel": channel, "dct:description": words()["channel"][channel]}
    return {"dpv:hasIndicationMethod": said}


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def text(node: Node) -> bytes:
    """The bytes of a document: its context first, for people one thing a line."""
    return f"{_context()},\n{_lines(node)[2:]}\n".encode()


_lines = json.JSONEncoder(ensure_ascii=False, indent=1).encode
