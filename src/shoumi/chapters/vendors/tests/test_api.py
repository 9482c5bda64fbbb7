"""From a questionnaire to the end of a vendor by programs alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors.models import Incident, ProcessingAgreement, Token
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.services import agreements, incident_reports, reviews
from shoumi.chapters.vendors.tests.vendor_house import PROOF, YES
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def now(desk):
    with time_machine.travel(desk.at, tick=False):
        yield desk


@pytest.fixture
def call(now):
    """By a token of the officer's: what was answered, with the status that is wanted."""
    officer = program(now.officer)

    def act(address, wanted=200, **given):
        forget()
        answer = officer.act(f"/{address}", given, is_form="proof" in given)
        assert answer.status_code == wanted, answer.content
        return answer.json()

    return act


def proof():
    return SimpleUploadedFile("proof.pdf", PROOF, "application/pdf")


def answers(desk, link):
    said = {one.code: YES for one in questions.current().questions}
    reviews.answer(token=link.partition("#")[2], said=said, is_last=True, at=desk.at)


def test_a_vendor_is_asked_judged_and_given_its_token(now, call):
    vendor = Ref(now.registered().ref)
    now.assessed(vendor)
    now.agreed(vendor)
    refused = call(f"vendors/{vendor}/token", 403, way="text_messages")
    assert refused["code"] == "vendors.no_token"
    asked = call(f"vendors/{vendor}/ask", 201)
    answers(now, asked["link"])
    judged = call(f"vendors/{vendor}/judge")
    assert (judged["ref"], judged["points"]) == (asked["ref"], 100)
    issued = call(f"vendors/{vendor}/token", 201, way="text_messages")
    assert issued == {"ref": Token.objects.get().ref, "vendor": vendor, "way": "text_messages"}
    now.passes()


def test_an_incident_comes_by_the_link_and_is_settled_with_its_proof(now, call):
    vendor = now.whole()
    link = call(f"vendors/{vendor}/report-link", 201)["link"]
    call(f"vendors/{vendor}/incident", known_at=(now.at - timedelta(hours=1)).isoformat())
    found = Incident.objects.get()
    settled = call(f"vendor-incidents/{found.ref}/settle", proof=proof())
    assert (settled["ref"], settled["vendor"]) == (found.ref, vendor)
    assert settled["settled_at"]
    assert incident_reports.by_link(link.partition("#")[2]).ref == vendor


def test_its_service_ends_with_a_proof(now, call):
    vendor = now.whole()
    agreement = Ref(ProcessingAgreement.objects.get().ref)
    agreements.end(agreement=agreement, actor=now.legal, at=now.at)
    assert call(f"vendors/{vendor}/returned", proof=proof())["state"] == "ENDED"
