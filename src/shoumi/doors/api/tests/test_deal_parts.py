"""Sides, sets of data and papers of a deal: named, listed and filed by program."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.api_tokens import scopes
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services
from shoumi.base.deals.models import Filing, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import AT, program
from shoumi.doors.api.tests.test_acts import answered
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.api.tests.test_reads import every, got
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.house import told as recorded
from shoumi.doors.web import uploads

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

BUYER = {"role": "TE", "name": "海棠虚构科技有限公司", "uscc": "91990000ma0dem03xt"}
PAPER = made_up_papers.pdf("Made up")


def customers(house, **more):
    target = deals.parties(house.deal, PartyRole.TARGET)[0].ref
    told = {"code": "customers", "name": "客户", "handler": target, "recipient": target}
    return {**told, "recipient_kind": "other", **more}


def sent(caller, deal, *, key="key-of-a-paper", content=PAPER, **more):
    body = {"kind": "service_agreement", "document": SimpleUploadedFile("x.pdf", content), **more}
    return caller.post(f"{AT}/deals/{deal}/filings", body, headers={"Idempotency-Key": key})


def test_a_side_found_later_is_named_and_listed(house):
    caller, address = program(house.dpo), f"/deals/{house.deal}/parties"
    made = answered(caller.act(address, {**BUYER, "person": house.buyer}), 201)
    assert (made["uscc"], made["person"]) == ("91990000MA0DEM03XT", house.buyer)
    assert recorded("deal.party_added")[-1].actor == house.dpo
    listed = every(caller, address, limit=1)
    assert made in listed
    assert {one["ref"] for one in listed} == {one.ref for one in deals.parties(house.deal)}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"role": "target"}, 422, "api.unfit"),
        ({"uscc": "123"}, 422, "deal.bad_party"),
        ({"person": "person-0000000000000000"}, 404, "accounts.no_such_person"),
    ],
)
def test_a_side_that_cannot_be_is_refused_and_not_written(house, change, status, code):
    caller = program(house.dpo)
    before = reader.size()
    answer = caller.act(f"/deals/{house.deal}/parties", {**BUYER, **change})
    told(answer, status, code)
    assert reader.size() == before


def test_a_set_of_data_is_named_with_the_instruments_the_law_asks_for(house):
    caller, address = program(house.dpo), f"/deals/{house.deal}/datasets"
    body = customers(house, has_sensitive=True, differs=["new_services", "calls"])
    made = answered(caller.act(address, body), 201)
    assert made["differs"] == ["calls", "new_services"]
    assert made["base"]
    assert made["has_sensitive"]
    assert "ART29" in made["consents"]
    assert every(caller, address) == [made]
    assert got(caller.read(f"/deals/{house.deal}"))["datasets"] == [made]
    told(caller.act(address, body), 409, "deal.already_there")
    foreign = customers(house, code="other", recipient="party-0000000000000000")
    told(caller.act(address, foreign), 404, "deal.no_such_party")


def test_lists_of_a_deal_cost_the_same_however_many_there_are(house, django_assert_max_num_queries):
    caller = program(house.dpo)
    target = Ref(deals.parties(house.deal, PartyRole.TARGET)[0].ref)
    for number in range(8):
        services.add_party(
            deal=house.deal,
            party=services.NewParty(PartyRole.VENDOR, f"虚构{number}"),
            actor=house.dpo,
            at=house.at,
        )
        body = customers(house, code=f"set{number}", recipient=target)
        answered(caller.act(f"/deals/{house.deal}/datasets", body), 201)
    with django_assert_max_num_queries(11):
        got(caller.read(f"/deals/{house.deal}/parties"))
    with django_assert_max_num_queries(14):
        got(caller.read(f"/deals/{house.deal}/datasets"))


def test_a_paper_is_filed_once_kept_sealed_and_listed(house):
    caller = program(house[people.CONSULTANT])
    first = sent(caller, house.deal, on="2026-08-20", fen="12345")
    made = answered(first, 201)
    row = Filing.objects.get()
    assert made["sha256"] == hashlib.sha256(PAPER).hexdigest()
    assert made["on"] == "2026-08-20"
    assert row.facts == {"fen": 12345, "format": "pdf", "company": "none_named"}
    assert (made["awaits"], made["confirmed_at"]) == ("TR", None)
    assert store.get(Ref(made["document"])) == PAPER
    again = sent(caller, house.deal, on="2026-08-20", fen="12345")
    assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
    assert Document.objects.exclude(deal="").count() == 1
    assert every(program(house.dpo), f"/deals/{house.deal}/filings") == [made]
    told(sent(caller, house.deal, key="key-of-another"), 409, "deal.already_filed")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"kind": "rooms_shut"}, 422, "api.unfit"),  # the house's own
        ({"kind": "data_clauses"}, 403, "accounts.not_permitted"),  # legal's
        ({"on": "1999-01-01"}, 422, "api.unfit"),
        ({"fen": "-1"}, 422, "api.unfit"),
        ({"content": b""}, 422, "api.empty_file"),
        ({"party": "party-0000000000000000"}, 404, "deal.no_such_party"),
    ],
)
def test_a_paper_that_does_not_fit_is_refused_before_it_is_kept(house, change, status, code):
    told(sent(program(house[people.CONSULTANT]), house.deal, **change), status, code)
    assert not Document.objects.exclude(deal="").exists()
    assert not Filing.objects.exists()


def test_a_paper_larger_than_the_cap_is_let_go_of(house, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 5)
    told(sent(program(house.dpo), house.deal), 413, "api.too_large")
    assert not Document.objects.exclude(deal="").exists()


def test_another_paper_under_the_same_key_is_refused(house):
    caller = program(house.dpo)
    answered(sent(caller, house.deal), 201)
    told(sent(caller, house.deal, content=PAPER + b"!"), 422, "call.key_reused")


def test_a_deal_of_others_and_none_are_answered_alike(house, stranger):
    people.give(house.cast.people | {"x": stranger}, "x", Role.CON, house.new_deal(), house.at)
    caller = program(stranger)
    none = "deal-0000000000000000"
    for what, body in (("parties", BUYER), ("datasets", customers(house))):
        for call in (lambda at: caller.read(at), lambda at, sent=body: caller.act(at, sent)):
            foreign = told(call(f"/deals/{house.deal}/{what}"), 404, "deal.no_such")
            assert foreign == json.loads(call(f"/deals/{none}/{what}").content)
    foreign = told(sent(caller, house.deal, key="key-of-foreign"), 404, "deal.no_such")
    assert foreign == json.loads(sent(caller, none, key="key-of-nothing").content)
    assert Party.objects.filter(deal=house.deal).count() == 2


def test_to_file_takes_its_scope_and_no_other(house):
    weak = [scope for scope in scopes.every() if scope is not Scope.FILINGS_WRITE]
    told(sent(program(house.dpo, *weak), house.deal), 403, "token.scope_needed")
    assert not Filing.objects.filter(kind=FilingKind.SERVICE_AGREEMENT).exists()
