"""The record of processing activities says of each field what the register says, as DPV."""

from __future__ import annotations

import json

import pytest
import rdflib

from shoumi.base.accounts.tests.cast import AT
from shoumi.chapters.policies import queries, rules, story
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.services import field_reviews
from shoumi.chapters.policies.texts import HandlerFact
from shoumi.chapters.policies.verbs.processing_record import of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"]),
    # rdflib's own reader of JSON-LD uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
DPV = rdflib.Namespace("https://w3id.org/dpv#")


def test_the_record_names_handler_purposes_fields_bases_and_periods(office):
    office.published()
    told = of(queries.in_force())
    register = rules.read_register(rules.built_in_register())
    name = told["dpv:hasDataController"]["dpv:hasName"][0]["@value"]
    assert name == story.text().handler[HandlerFact.NAME]
    found = {
        (process["@id"].rpartition(":")[2], one["dct:identifier"])
        for process in told["dpv:hasProcess"]
        for one in process["dpv:hasPersonalData"]
    }
    assert found == {
        (purpose.value, code) for code, rule in register.items() for purpose in rule.purposes
    }


def test_who_gets_a_field_stands_there_once_somebody_looked(office):
    office.published()
    field_reviews.review(
        fields=["mobile"],
        recipients=[Recipient.VENDOR],
        is_necessary=True,
        why="发短信",
        actor=office.dora,
        at=AT,
    )
    fields = [
        one
        for process in of(queries.in_force())["dpv:hasProcess"]
        for one in process["dpv:hasPersonalData"]
    ]
    for one in fields:
        is_mobile = one["dct:identifier"] == "mobile"
        assert one["shoumi:looked_at"] is is_mobile
        assert bool(one["dpv:hasRecipient"]) is is_mobile


def test_the_record_is_read_as_triples_by_a_program_of_others(office):
    office.published()
    graph = rdflib.Graph().parse(data=json.dumps(of(queries.in_force())), format="json-ld")
    processes = set(graph.subjects(rdflib.RDF.type, DPV.Process))
    assert len(processes) > 3
    for process in processes:
        assert list(graph.objects(process, DPV.hasPurpose))
    kept = [value for _, _, value in graph.triples((None, rdflib.RDF.value, None))]
    assert all(value.datatype == rdflib.XSD.duration for value in kept)
