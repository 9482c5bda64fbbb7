"""From a questionnaire to the end of a vendor by programs alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shoumi.base.api_tokens import services as api_tokens
from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors.models import Incident, ProcessingAgreement, Token
from shoumi.chapters.vendors.rules import Scope, questions
from shoumi.chapters.vendors.services import agreements, incident_reports, reviews
from shoumi.chapters.vendors.tests.vendor_house import PROOF, YES
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def now(desk):
    with time_machine.travel(desk.at, tick=False):
        yield desk


@pytest.fixture
def program(now):
    """Calls the API by a token of the officer's."""
    _, token = api_tokens.make(
        name="程序",
        scopes=list(Scope),
        actor=now.officer,
        at=now.at,
        real_at=datetime.now(UTC),
    )
    client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")
    keys = count()

    def call(address, wanted=200, **given):
        forget()
        told = {"headers": {"Idempotency-Key": f"a-call-of-this-test-{next(keys)}"}}
        if "proof" not in given:
            told["content_type"] = "application/json"
        answer = client.post(f"/api/v1/{address}", given, secure=True, **told)
        assert answer.status_code == wanted, answer.content
        return answer.json()

    return call


def proof():
    return SimpleUploadedFile("proof.pdf", PROOF, "application/pdf")


def answers(desk, link):
    said = {one.code: YES for one in questions.current().questions}
    reviews.answer(token=link.partition("#")[2], said=said, is_last=True, at=desk.at)


def test_a_vendor_is_asked_judged_and_given_its_token(now, program):
    vendor = Ref(now.registered().ref)
    now.assessed(vendor)
    now.agreed(vendor)
    refused = program(f"vendors/{vendor}/token", 403, way="text_messages")
    assert refused["code"] == "vendors.no_token"
    asked = program(f"vendors/{vendor}/ask", 201)
    answers(now, asked["link"])
    judged = program(f"vendors/{vendor}/judge")
    assert (judged["ref"], judged["points"]) == (asked["ref"], 100)
    issued = program(f"vendors/{vendor}/token", 201, way="text_messages")
    assert issued == {"ref": Token.objects.get().ref, "vendor": vendor, "way": "text_messages"}
    now.passes()


def test_an_incident_comes_by_the_link_and_is_settled_with_its_proof(now, program):
    vendor = now.whole()
    link = program(f"vendors/{vendor}/report-link", 201)["link"]
    program(f"vendors/{vendor}/incident", known_at=(now.at - timedelta(hours=1)).isoformat())
    found = Incident.objects.get()
    settled = program(f"vendor-incidents/{found.ref}/settle", proof=proof())
    assert (settled["ref"], settled["vendor"]) == (found.ref, vendor)
    assert settled["settled_at"]
    assert incident_reports.by_link(link.partition("#")[2]).ref == vendor


def test_its_service_ends_with_a_proof(now, program):
    vendor = now.whole()
    agreement = Ref(ProcessingAgreement.objects.get().ref)
    agreements.end(agreement=agreement, actor=now.legal, at=now.at)
    assert program(f"vendors/{vendor}/returned", proof=proof())["state"] == "ENDED"
