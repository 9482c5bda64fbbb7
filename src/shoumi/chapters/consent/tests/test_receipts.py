"""A receipt says what the ledger says, and nothing of the person but a pseudonym."""

from __future__ import annotations

import copy
import json
import tomllib

import pytest
from pyshacl import validate
from rdflib import URIRef

from shoumi.base.deals.tests.story import on
from shoumi.base.ledger import reader
from shoumi.base.subjects.services import mark_destroyed
from shoumi.base.vault import keyring, keys
from shoumi.chapters.consent import receipts
from shoumi.chapters.consent.tests.respondents import (
    DATA,
    MOBILES,
    NAMES,
    SHAPES,
    Respondents,
    conforms,
    graph,
)
from shoumi.core.ledger import proof
from shoumi.core.terms import Instrument

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    # rdflib's own reader of JSON-LD uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


# What it says


def test_a_receipt_of_each_state_conforms_to_the_published_shapes(asked):
    for issued in asked.issue()[:-1]:
        told = validate(graph(issued.content), shacl_graph=SHAPES)
        assert told[0], told[2]


@pytest.mark.parametrize(
    ("who", "state", "lane", "types"),
    [
        ("anna", "GIVEN", "SELF", ["dpv:ConsentGiven"]),
        ("bert", "REFUSED", "SELF", ["dpv:ConsentRefused"]),
        ("chen", "WITHDRAWN", "SELF", ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]),
        ("dora", "GIVEN", "GUARDIAN", ["dpv:ConsentGiven"]),
    ],
)
def test_a_receipt_says_what_the_person_said_and_who_said_it(asked, who, state, lane, types):
    said = json.loads(receipts.build(asked.consent(who)))
    assert (said["shoumi:state"], said["shoumi:lane"]) == (state, lane)
    assert said["shoumi:isSeparate"] is True
    assert [event["@type"] for event in said["dpv:hasConsentStatus"]] == types
    basis = said["dpv:hasProcess"]["dpv:hasLegalBasis"]["dct:source"]
    assert "PIPL 23" in basis
    assert ("PIPL 31" in basis) is (lane == "GUARDIAN")
    answer = said["dpv:hasConsentStatus"][0]
    assert answer["dpv:isIndicatedBy"]["@id"].startswith(
        "urn:shoumi:person:guardian-of-psn-" if lane == "GUARDIAN" else "urn:shoumi:person:psn-"
    )


def test_a_simulated_answer_is_shown_as_one(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    assert said["shoumi:isSimulated"] is True
    method = said["dpv:hasConsentStatus"][0]["dpv:hasIndicationMethod"]
    assert method["shoumi:channel"] == "SIMULATED"
    assert "没有人被问过" in method["dct:description"]


def test_a_withdrawn_consent_names_the_entry_of_the_withdrawal(asked):
    said = json.loads(receipts.build(asked.consent("chen")))
    answer, back = said["dpv:hasConsentStatus"]
    line = reader.entry(back["shoumi:position"]).line()
    assert line.tag == "consent.withdrawn"
    assert line.about == said["dpv:hasDataSubject"]["dct:identifier"]
    assert answer["dct:date"] == "2026-09-06T02:00:00.000000Z"
    assert back["dct:date"] == "2026-09-07T02:00:00.000000Z"
    assert "dpv:hasIndicationMethod" not in back


def test_what_the_notice_leaves_out_is_not_made_up(asked):
    controller, recipient = json.loads(receipts.build(asked.consent("anna")))["dpv:hasEntity"]
    assert controller["dpv:hasName"] == "云岚虚构家政服务有限公司"
    assert "91990000MA0DEM0213" in controller["dpv:hasIdentifier"]
    assert recipient["dpv:hasContact"] == "154 0000 0103"
    for party in (controller, recipient):
        assert party["dpv:hasAddress"].startswith("告知书未载明")


def test_what_the_notice_says_is_what_stands_there(home, register, doors):
    asked = Respondents(
        Instrument.ART22_RECONSENT,
        recipient_address="示例省虚构市样本路1号",
        retention="服务关系结束后 3 年",
        storage_location="中国境内",
    )
    content = receipts.build(asked.consent("anna"))
    said = json.loads(content)
    assert said["dpv:hasEntity"][1]["dpv:hasAddress"] == "示例省虚构市样本路1号"
    place, period = said["dpv:hasProcess"]["dpv:hasStorageCondition"]
    assert place["dct:description"] == "中国境内"
    assert period["dpv:hasDuration"]["dct:description"] == "服务关系结束后 3 年"
    assert "PIPL 22" in said["dpv:hasProcess"]["dpv:hasLegalBasis"]["dct:source"]
    assert conforms(content)
    keyring.lock()


def test_nothing_of_the_person_stands_in_a_receipt_or_its_proof(asked):
    for issued in asked.issue():
        for text in (issued.content.decode(), _opened(issued.proof), issued.name):
            assert not [own for own in (*NAMES, *MOBILES, *asked.people.values()) if own in text]


def _opened(text: str) -> str:
    return text + (proof.read(text).extra or b"").decode()


def test_the_pseudonym_is_the_ledgers_even_after_the_key_is_gone(asked):
    before = json.loads(receipts.build(asked.consent("anna")))["dpv:hasDataSubject"]
    anna = asked.people["anna"]
    assert before["dct:identifier"] == keys.pseudonyms([anna])[anna]
    mark_destroyed([anna], on("09-08"))
    keys.erase([anna])
    assert json.loads(receipts.build(asked.consent("anna")))["dpv:hasDataSubject"] == before


def test_a_receipt_uses_the_listed_terms_of_dpv_and_all_of_them(asked):
    listed = tomllib.loads((DATA / "vocabulary.toml").read_text("utf-8"))
    wanted = {f"https://w3id.org/dpv#{term}" for term in listed["dpv"]}
    wanted |= {f"https://w3id.org/dpv/loc#{term}" for term in listed["loc"]}
    wanted |= {f"https://w3id.org/dpv/schema/{term}" for term in listed["schema"]}
    used = {
        str(term)
        for consent in asked.consents()
        for triple in graph(receipts.build(consent))
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith("https://w3id.org/dpv")
    }
    # Another purpose, and a notice that states a period, use these two in place of others.
    assert wanted - used == {"https://w3id.org/dpv#Use"}
    assert used <= wanted


def test_the_context_is_inside_and_every_term_of_ours_is_bound(asked):
    content = receipts.build(asked.consent("anna"))
    context = json.loads(content)["@context"]
    assert isinstance(context, dict)
    assert "@import" not in context
    assert len(graph(content)) > 60


# Removing anything


EVENT = ("dpv:hasConsentStatus", 0)
PROCESS = ("dpv:hasProcess",)
MANDATORY = [
    ("@type",),
    ("dct:conformsTo",),
    ("dct:identifier",),
    ("dpv:hasRecordOfActivity",),
    ("dpv:hasRecordOfActivity", "dct:identifier"),
    ("dpv:hasDataSubject",),
    ("dpv:hasDataSubject", "dct:identifier"),
    ("dpv:hasNotice",),
    ("dpv:hasNotice", "shoumi:sha256"),
    ("dpv:hasNotice", "dct:language"),
    PROCESS,
    (*PROCESS, "dpv:hasPurpose"),
    (*PROCESS, "dpv:hasPurpose", "dct:description"),
    (*PROCESS, "dpv:hasLegalBasis", "dct:source"),
    (*PROCESS, "dpv:hasPersonalData"),
    (*PROCESS, "dpv:hasPersonalData", 0, "dct:title"),
    (*PROCESS, "dpv:hasPersonalData", 0, "skos:broader"),
    (*PROCESS, "dpv:hasDataController"),
    (*PROCESS, "dpv:hasRecipient"),
    (*PROCESS, "dpv:hasStorageCondition", 0),
    (*PROCESS, "dpv:hasStorageCondition", 1),
    (*PROCESS, "dpv:hasStorageCondition", 0, "dpv:hasLocation"),
    (*PROCESS, "dpv:hasStorageCondition", 1, "dpv:hasDuration"),
    (*PROCESS, "dpv:hasJurisdiction"),
    (*PROCESS, "dpv:hasConsentControl"),
    (*PROCESS, "dpv:hasConsentControl", "dpv:isExercisedAt"),
    ("dpv:hasEntity", 0),
    *(
        ("dpv:hasEntity", 1, f"dpv:{field}")
        for field in ("hasIdentifier", "hasName", "hasAddress", "hasContact")
    ),
    ("dpv:hasEntity", 1, "@type"),
    ("dpv:hasConsentStatus",),
    (*EVENT, "@type"),
    (*EVENT, "dct:date"),
    (*EVENT, "dpv:hasDuration"),
    (*EVENT, "dpv:isIndicatedBy"),
    (*EVENT, "dpv:hasLegalBasis"),
    (*EVENT, "shoumi:position"),
    (*EVENT, "shoumi:proof"),
    ("shoumi:state",),
    ("shoumi:isSeparate",),
    ("shoumi:lane",),
    ("shoumi:isSimulated",),
]


def without(said, path):
    said = copy.deepcopy(said)
    inner = said
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return said


def test_a_receipt_without_any_one_mandatory_field_does_not_conform(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    held = []
    for path in MANDATORY:
        found = graph(json.dumps(without(said, path)).encode())
        # Without its type a document is no receipt at all, so no shape speaks of it.
        if path != ("@type",) and validate(found, shacl_graph=SHAPES)[0]:
            held.append(path)
    assert held == []


def test_a_name_put_beside_the_pseudonym_does_not_conform(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    said["dpv:hasDataSubject"]["dpv:hasName"] = "虚构甲一"
    assert not conforms(json.dumps(said).encode())
