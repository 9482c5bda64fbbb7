"""The record of processing activities in the terms of the Data Privacy Vocabulary, for programs.

Sources: PIPL 55, 56; DPV 2.3 (https://w3id.org/dpv) with the terms that receipts use.  One process
for each purpose, with its fields, what it rests on, who gets them and how long they are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.messages import Both
from shoumi.core.terms import LegalBasis, Purpose

# JSON-LD is of no fixed depth.
Node = dict[str, Any]

_CONTEXT: Node = {
    "@version": 1.1,
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "shoumi": "urn:shoumi:terms:",
    "dct:issued": {"@type": "xsd:dateTime"},
    "rdf:value": {"@type": "xsd:duration"},
}
_ARTICLES: Mapping[LegalBasis, str] = {
    LegalBasis.CONSENT: "PIPL 13(1)",
    LegalBasis.CONTRACT: "PIPL 13(2)",
    LegalBasis.HR: "PIPL 13(2)",
    LegalBasis.LEGAL_DUTY: "PIPL 13(3)",
    LegalBasis.EMERGENCY: "PIPL 13(4)",
    LegalBasis.NEWS: "PIPL 13(5)",
    LegalBasis.PUBLIC_DATA: "PIPL 13(6)",
    LegalBasis.OTHER_LAW: "PIPL 13(7)",
}


@dataclass(frozen=True, slots=True)
class Handler:
    """What is told of who answers for the processing; empty where nobody wrote it."""

    name: Both
    address: Both
    contact: str


@dataclass(frozen=True, slots=True)
class Record:
    """``names``       of purposes, bases and recipients, by their stored words
    ``recipients``  code of a field -> who gets it; a field that nobody looked at is not in it
    """

    version: str
    number: int
    published_at: datetime
    handler: Handler
    register: FieldRegister
    recipients: Mapping[str, Collection[Recipient]]
    names: Mapping[str, Both]


def document(record: Record) -> Node:
    """The whole, as JSON-LD."""
    purposes = [
        purpose
        for purpose in Purpose
        if any(purpose in rule.purposes for rule in record.register.values())
    ]
    return {
        "@context": _CONTEXT,
        "@id": f"urn:shoumi:record:{record.version}",
        "dct:title": _both(("个人信息处理活动记录", "Record of processing activities")),
        "dct:identifier": record.version,
        "shoumi:version": record.number,
        "dct:issued": record.published_at.isoformat(),
        "dpv:hasDataController": _handler(record.handler),
        "dpv:hasProcess": [_process(record, purpose) for purpose in purposes],
    }


def _both(words: Both) -> list[Node]:
    told = zip(words, ("zh-CN", "en"), strict=True)
    return [{"@value": said, "@language": lang} for said, lang in told if said]


def _handler(handler: Handler) -> Node:
    return {
        "@id": "urn:shoumi:house",
        "@type": ["dpv:Organisation", "dpv:DataController"],
        "dpv:hasName": _both(handler.name),
        "dpv:hasAddress": _both(handler.address),
        "dpv:hasContact": handler.contact,
    }


def _process(record: Record, purpose: Purpose) -> Node:
    fields = [rule for rule in record.register.values() if purpose in rule.purposes]
    return {
        "@id": f"urn:shoumi:process:{purpose}",
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@id": f"urn:shoumi:purpose:{purpose}",
            "@type": "dpv:Purpose",
            "dct:title": _both(record.names[purpose]),
        },
        "dpv:hasPersonalData": [_field(record, rule) for rule in fields],
    }


def _field(record: Record, rule: FieldRule) -> Node:
    """A field as it is said of in the register; ``shoumi:looked_at`` no: recipients unknown."""
    told = record.recipients.get(rule.code)
    gets = [who for who in told or () if who is not Recipient.NOBODY]
    return {
        "@id": f"urn:shoumi:field:{rule.code}",
        "@type": "dpv:PersonalData",
        "dct:identifier": rule.code,
        "dct:title": _both((rule.zh, rule.en)),
        "shoumi:grade": rule.grade.value,
        "shoumi:sensitive": rule.is_sensitive,
        "shoumi:necessary": rule.is_necessary,
        "shoumi:looked_at": told is not None,
        "dpv:hasLegalBasis": {
            "@id": f"urn:shoumi:basis:{rule.basis}",
            "dct:title": _both(record.names[rule.basis]),
            "dct:source": _ARTICLES[rule.basis],
        },
        "dpv:hasRecipient": [
            {
                "@id": f"urn:shoumi:recipient:{who}",
                "@type": "dpv:Recipient",
                "dct:title": _both(record.names[who]),
            }
            for who in gets
        ],
        "dpv:hasStorageCondition": {
            "@type": "dpv:StorageDuration",
            "dpv:hasDuration": {
                "@type": "dpv:TemporalDuration",
                "rdf:value": f"P{rule.retention_days}D",
            },
        },
    }
