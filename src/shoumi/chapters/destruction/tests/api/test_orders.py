"""Orders of destruction, legal holds and what recipients owe, by program."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.documents import store
from shoumi.chapters.destruction import services
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.tests import recipient_papers
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import AT, program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

WITNESSES = (people.SECURITY, people.OPERATIONS)


def test_an_order_of_destruction_is_witnessed_by_two_others_and_run_by_hand(house):
    dpo = program(house.dpo)
    (one,) = house.keep_many(1)
    body = {"basis": "REQUESTED", "subjects": [one]}
    order = answered(dpo.act(f"/deals/{house.deal}/destruction", body), 201)
    address = f"/destruction/{order['ref']}"
    told(dpo.act(f"{address}/witness"), 403, "accounts.not_permitted")
    witnessed = [answered(program(house[who]).act(f"{address}/witness")) for who in WITNESSES]
    assert [one["state"] for one in witnessed] == ["PROPOSED", "CONFIRMED"]
    body = told(dpo.act(f"{address}/run"), 403, "api.by_hand")
    assert body["where"] == address
    assert Order.objects.get().verified_at is None


def test_a_hold_forbids_destruction_until_legal_lifts_it(house):
    dpo, legal = program(house.dpo), program(house.legal)
    (one,) = house.keep_many(1)
    propose = f"/deals/{house.deal}/destruction", {"basis": "REQUESTED", "subjects": [one]}
    hold = answered(legal.act(f"/customers/{one}/holds", {"cause": "DISPUTE"}), 201)
    assert (hold["subject"], hold["lifted_at"]) == (one, None)
    told(dpo.act(*propose), 403, "destruction.on_hold")
    assert answered(legal.act(f"/holds/{hold['ref']}/lift"))["lifted_at"]
    body = {"cause": "STATUTE", "until": "2027-01-31"}
    whole = answered(legal.act(f"/deals/{house.deal}/holds", body), 201)
    assert (whole["subject"], whole["until"]) == ("", "2027-01-31")
    told(dpo.act(*propose), 403, "destruction.on_hold")
    told(dpo.act(f"/holds/{whole['ref']}/lift"), 403, "accounts.not_permitted")


def test_a_certificate_is_issued_of_an_order_that_was_carried_out(house):
    dpo = program(house.dpo)
    body = {"basis": "REQUESTED", "subjects": house.keep_many(1)}
    order = answered(dpo.act(f"/deals/{house.deal}/destruction", body), 201)
    address = f"/destruction/{order['ref']}"
    for who in WITNESSES:
        answered(program(house[who]).act(f"{address}/witness"))
    told(dpo.act(f"{address}/certificate"), 409, "destruction.not_in_stage")
    services.carry_out(order=Ref(order["ref"]), actor=house.dpo, at=clock.now())
    assert answered(dpo.act(f"{address}/certificate"))["state"] == "CERTIFIED"
    told(dpo.act(f"{address}/certificate"), 409, "destruction.backups_not_expired")


def test_a_recipient_of_the_deal_owes_a_certificate_and_gives_it(house):
    dpo, at = program(house.dpo), f"/deals/{house.deal}/recipient-certificates"
    party, paper = recipient_papers.signed_paper(house)
    told(dpo.act(at, {"party": "party-none", "due_on": "2026-12-04"}), 404, "deal.no_such_party")
    assert answered(dpo.act(at, {"party": party, "due_on": "2026-12-04"}), 201)["document"] == ""
    said = recipient_papers.said()
    for number, content in enumerate((b"%PDF-1.4 made up", paper)):
        given = {"party": party, "paper": SimpleUploadedFile("证明.pdf", content), **said}
        key = {"Idempotency-Key": f"a-certificate-{number}"}
        answer = dpo.post(f"{AT}{at}/receive", given, headers=key)
        if content == paper:
            proved = answered(answer)
        else:
            told(answer, 422, "destruction.not_signed_by_recipient")
    assert store.get(Ref(proved["document"])) == paper
    assert (proved["count"], proved["method"]) == (3, "OVERWRITTEN")
