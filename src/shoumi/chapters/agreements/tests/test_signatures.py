from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents import signatures, store, validation
from shoumi.base.documents.errors import AlreadySigned
from shoumi.base.ledger import reader
from shoumi.chapters.agreements import queries, services
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import Kind, State
from shoumi.chapters.agreements.tests.agreement_house import AT, DEAL
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


@pytest.mark.both
def test_one_signature_of_two_puts_nothing_in_force(desk):
    drafted = desk.draft()
    half = desk.sign(drafted, desk.anna)
    assert (half.state, half.signed, half.signed_at) == (State.DRAFT, [desk.anna], None)
    assert queries.in_force(DEAL, desk.at) == []
    assert told("agreement.signed")[0].facts["complete"] is False


@pytest.mark.both
def test_with_the_last_signature_it_is_in_force(desk):
    found = desk.signed()
    assert (found.state, found.signed_at) == (State.SIGNED, AT)
    assert set(found.signed) == {desk.anna, desk.chen}
    assert [own.ref for own in queries.in_force(DEAL, desk.at)] == [found.ref]
    line = leaf.read(reader.entry(found.position).body)
    assert (line.about, line.facts["complete"]) == (found.ref, True)
    assert line.facts["document"] == found.sha256


def test_the_signed_paper_is_valid_and_says_who_signed_where(desk):
    found = desk.signed()
    pdf = store.get(Ref(found.document))
    report = validation.validate(pdf, [signatures.root(at=desk.at)])
    assert report.ok, report.problems
    assert report.unsigned == []
    assert [(own.field, own.ref, own.signer) for own in report.signatures] == [
        ("signer_1", desk.anna, desk.names[desk.anna]),
        ("signer_2", desk.chen, desk.names[desk.chen]),
    ]


@pytest.mark.both
def test_a_draft_is_taken_back_once_and_nobody_signs_it_any_more(desk):
    drafted = desk.draft()
    desk.sign(drafted, desk.anna)
    found = services.withdraw(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
    assert (found.state, found.ended_at, found.signed) == (State.WITHDRAWN, desk.at, [desk.anna])
    (line,) = told("agreement.withdrawn")
    assert (line.actor, line.about, line.facts["signed"]) == (desk.legal, drafted.ref, 1)
    with pytest.raises(services.NotADraft):
        desk.sign(drafted, desk.chen)
    with pytest.raises(services.NotADraft):
        services.withdraw(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
    assert len(told("agreement.withdrawn")) == 1
    assert queries.in_force(DEAL, desk.at) == []


@pytest.mark.both
def test_what_everybody_has_signed_is_ended_and_not_taken_back(desk):
    found = desk.signed()
    with pytest.raises(services.NotADraft):
        services.withdraw(agreement=Ref(found.ref), actor=desk.legal, at=desk.at)
    assert told("agreement.withdrawn") == []


@pytest.mark.both
def test_a_signer_cannot_take_the_draft_back(desk):
    drafted = desk.draft()
    with pytest.raises(NotPermitted):
        services.withdraw(agreement=Ref(drafted.ref), actor=desk.anna, at=desk.at)


@pytest.mark.both
def test_a_draft_taken_back_while_one_signs_stays_taken_back(desk, monkeypatch):
    """The paper is read first and signed at leisure; in between the draft may be gone."""
    drafted = desk.draft()
    sign = services.people_sign

    def meanwhile(*given):
        services.withdraw(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
        return sign(*given)

    monkeypatch.setattr(services, "people_sign", meanwhile)
    with pytest.raises(services.NotADraft):
        desk.sign(drafted, desk.anna)
    assert told("agreement.signed") == []
    assert Agreement.objects.get().signed == []


@pytest.mark.parametrize("is_turned", [False, True])
def test_everybody_signs_in_the_box_that_bears_the_own_name(desk, is_turned):
    """References are random, so their order says nothing about the order of the boxes."""
    named = sorted([desk.anna, desk.chen], reverse=is_turned)
    drafted = desk.draft(persons=named)
    for person in reversed(named):
        found = desk.sign(drafted, person)
    report = validation.validate(store.get(Ref(found.document)), [signatures.root(at=desk.at)])
    assert {own.field: own.ref for own in report.signatures} == {
        "signer_1": named[0],
        "signer_2": named[1],
    }


def test_a_changed_paper_is_not_valid(desk):
    pdf = bytearray(store.get(Ref(desk.signed().document)))
    pdf[len(pdf) // 3] ^= 1
    assert not validation.validate(bytes(pdf), [signatures.root(at=desk.at)]).ok


@pytest.mark.both
def test_who_is_not_named_does_not_sign(desk):
    drafted = desk.draft()
    for person in (desk.bert, desk.dora, desk.legal):
        with pytest.raises(services.NotASigner):
            services.sign(agreement=Ref(drafted.ref), person=person, name="某人", at=desk.at)
    assert told("agreement.signed") == []


@pytest.mark.both
def test_nobody_signs_twice(desk):
    drafted = desk.draft()
    desk.sign(drafted, desk.anna)
    with pytest.raises(AlreadySigned):
        desk.sign(drafted, desk.anna)
    assert Agreement.objects.get().state == State.DRAFT


@pytest.mark.both
def test_what_is_signed_is_not_signed_again(desk):
    found = desk.signed()
    with pytest.raises(services.NotADraft):
        desk.sign(found, desk.anna)


@pytest.mark.both
def test_what_is_not_there_is_not_signed(desk):
    with pytest.raises(queries.NoSuchAgreement):
        services.sign(agreement=Ref("nda-none"), person=desk.anna, name="孙虚丙", at=desk.at)


@pytest.mark.both
def test_two_who_sign_at_the_same_moment_do_not_lose_a_signature(desk, monkeypatch):
    """Chen signs while Anna's signature is being made: Anna signed a paper that is old by now."""
    drafted = desk.draft()
    plain = services.people_sign

    def slow(paper, person, *rest):
        made = plain(paper, person, *rest)
        if person == desk.anna:
            monkeypatch.setattr(services, "people_sign", plain)
            desk.sign(drafted, desk.chen)
        return made

    monkeypatch.setattr(services, "people_sign", slow)
    with pytest.raises(services.SignedMeanwhile):
        desk.sign(drafted, desk.anna)
    found = desk.sign(drafted, desk.anna)
    assert found.state == State.SIGNED
    report = validation.validate(store.get(Ref(found.document)), [signatures.root(at=desk.at)])
    assert report.ok
    assert len(report.signatures) == 2


@pytest.mark.both
def test_an_employee_signs_alone(desk):
    found = desk.signed(kind=Kind.EMPLOYEE, damages=0, persons=[desk.bert])
    assert found.state == State.SIGNED
