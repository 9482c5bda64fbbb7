"""That two registered values are right is found by the house, and stated by nobody."""

from __future__ import annotations

import pytest

from shoumi.base.gate.tasks import fields_digest
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.queries import proofs
from shoumi.chapters.feedback.rules import Ground, Kind, Proof, enclosures
from shoumi.chapters.feedback.services import deletion, duplicates, progress, withdrawals
from shoumi.chapters.feedback.services.enclosure_errors import ProofNotSeen
from shoumi.chapters.feedback.services.errors import AlreadyProven, NotOne, NotProven
from shoumi.chapters.feedback.verbs.handle import PROVE

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
SEEN = (Proof.NOTICE_CODE, Proof.TWO_VALUES)


def stated(desk, kind=Kind.ACCESS):
    """As an earlier version took it: two values, and nothing was compared."""
    request = desk.assigned(kind=kind, deal=desk.deal)
    facts = {"proof": Proof.TWO_VALUES}
    progress.record_proof(request, facts, desk.first, actor=desk.qian, at=desk.at)
    return request


@pytest.mark.parametrize("proof", SEEN)
def test_nobody_states_what_the_house_compares_itself(desk, proof):
    request = desk.assigned(kind=Kind.ACCESS)
    with pytest.raises(ProofNotSeen):
        desk.prove(request, proof)
    assert queries.get(request).proof == ""


def test_the_form_offers_what_a_person_can_see_and_nothing_else(desk):
    [field] = [one for one in PROVE.fields if one.name == "proof"]
    offered = [code for code, _ in field.options]
    assert sorted(offered) == sorted(enclosures.BY_HAND)
    assert not set(offered) & set(SEEN)


def test_what_was_stated_before_opens_nothing(desk):
    given = {"actor": desk.officer, "at": desk.at}
    asked, wished, withdrawn = (
        stated(desk, kind) for kind in (Kind.ACCESS, Kind.DELETE, Kind.WITHDRAW)
    )
    assert not proofs.is_proven(queries.get(asked))
    with pytest.raises(NotProven):
        desk.reply(asked)
    with pytest.raises(NotProven):
        desk.refuse(asked, Ground.EXCESSIVE)
    with pytest.raises(NotProven):
        deletion.order(request=wished, **given)
    with pytest.raises(NotProven):
        withdrawals.withdraw(request=withdrawn, **given)
    with pytest.raises(NotOne):
        duplicates.merge(request=asked, into=stated(desk), **given)


def test_who_was_stated_is_proved_anew_and_answered_then(desk):
    request = stated(desk)
    desk.prove(request, subject=desk.first)
    desk.reply(request)
    assert queries.get(request).proof == Proof.IN_PERSON


def test_what_the_house_compared_counts_and_is_proved_once(desk):
    request = desk.assigned(kind=Kind.ACCESS)
    facts = {"proof": Proof.TWO_VALUES, proofs.COMPARED: fields_digest(["mobile", "name"])}
    progress.record_proof(request, facts, desk.first, actor=desk.qian, at=desk.at)
    with pytest.raises(AlreadyProven):
        desk.prove(request)
    desk.reply(request)
