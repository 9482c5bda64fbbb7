from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.chapters.agreements import services
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Caution, Clause, Kind, State
from shoumi.chapters.agreements.tests.agreement_house import DEAL, OTHER_DEAL
from shoumi.core.ledger import leaf
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def test_damages_of_200000_on_a_loss_of_120000_are_kept_with_a_warning(desk):
    drafted = desk.draft(damages=200_000)
    kept = Agreement.objects.get(ref=drafted.ref)
    assert kept.warnings == [Caution.DAMAGES_OVER_RATIO]
    assert (kept.damages, kept.state) == (200_000, State.DRAFT)
    (line,) = told("agreement.drafted")
    assert (line.facts["damages"], line.facts["loss"]) == (200_000, 120_000)
    assert line.facts["over_ratio"] is True


def test_damages_of_150000_pass_without_a_word(desk):
    assert desk.draft(damages=150_000).warnings == []
    assert told("agreement.drafted")[0].facts["over_ratio"] is False


def test_a_warning_about_something_else_is_not_told_as_one_about_damages(desk):
    drafted = desk.draft(clauses=MANDATORY | {Clause.COURT_MAY_NOT_ADJUST})
    assert drafted.warnings == [Caution.VOID_CLAUSE]
    assert told("agreement.drafted")[0].facts["over_ratio"] is False


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"kind": Kind.EMPLOYEE, "damages": 1}, services.EmployeeDamages),
        ({"damages": 0}, services.DamagesMissing),
        ({"kind": Kind.REVIEWER, "damages": 0}, services.DamagesMissing),
        ({"kind": Kind.EMPLOYEE, "damages": -1}, services.NegativeAmount),
        ({"estimated_loss": -1}, services.NegativeAmount),
        ({"clauses": MANDATORY - {Clause.RETURN_OR_DESTROY}}, services.ClausesMissing),
        ({"clauses": frozenset()}, services.ClausesMissing),
        ({"until": date(2028, 9, 1)}, services.TermTooShort),
    ],
)
def test_what_the_law_or_the_handbook_forbids_is_not_drafted(desk, terms, refusal):
    before = reader.size(), Document.objects.count()
    with pytest.raises(refusal):
        desk.draft(**terms)
    assert (reader.size(), Document.objects.count()) == before
    assert not Agreement.objects.exists()


def test_a_missing_clause_is_named(desk):
    with pytest.raises(services.ClausesMissing) as caught:
        desk.draft(clauses=MANDATORY - {Clause.SURVIVAL, Clause.TERM})
    assert caught.value.facts == {"clauses": ("survival", "term")}


@pytest.mark.parametrize(
    ("kind", "count"), [(Kind.MUTUAL, 0), (Kind.MUTUAL, 1), (Kind.REVIEWER, 0)]
)
def test_a_paper_that_too_few_sign_is_not_drafted(desk, kind, count):
    with pytest.raises(services.SignersMissing):
        desk.draft(kind=kind, persons=[desk.anna, desk.chen][:count])


@pytest.mark.both
def test_the_database_too_refuses_damages_of_an_employee(desk):
    drafted = desk.draft(kind=Kind.EMPLOYEE, damages=0, persons=[desk.bert])
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Agreement.objects.filter(ref=drafted.ref), damages=1)
    other = desk.draft(damages=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Agreement.objects.filter(ref=other.ref), kind=Kind.EMPLOYEE)


@pytest.mark.both
@pytest.mark.parametrize("state", [State.SIGNED, State.BREACHED, State.REVOKED])
def test_the_database_too_refuses_a_signature_without_date_and_proof(desk, state):
    drafted = desk.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Agreement.objects.filter(ref=drafted.ref), state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(
            Agreement.objects.filter(ref=drafted.ref), state=state, signed_at=desk.at
        )


@pytest.mark.parametrize("role", [*Role, None])
def test_legal_and_the_consultant_draft_and_nobody_else(desk, role):
    if role in (Role.TR, Role.TE, Role.VEN, Role.AUD, Role.SUBJ):
        actor = desk.anna
    else:
        actor = desk.house.staff(*([role] if role else []), name="褚样本")
    if role in (Role.LEG, Role.CON):
        assert desk.draft(actor=actor).state == State.DRAFT
        return
    with pytest.raises(NotPermitted):
        desk.draft(actor=actor)


def test_outside_counsel_drafts_for_the_deal_it_was_given_and_no_other(desk):
    from shoumi.base.accounts.rules import Kind as PersonKind

    counsel = desk.house.enrol("虚构律师", PersonKind.EXTERNAL)
    desk.house.give(counsel, Role.LEG, deal=DEAL)
    assert desk.draft(actor=counsel).deal == DEAL
    with pytest.raises(NotPermitted):
        desk.draft(actor=counsel, deal=OTHER_DEAL)


def test_the_last_day_counts_whole(desk):
    assert desk.draft().until.isoformat() == "2028-09-02T16:00:00+00:00"
