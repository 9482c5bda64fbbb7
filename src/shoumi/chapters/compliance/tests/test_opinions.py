"""Opinions are each of their own author: who may write which, under whose name they are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents.tests.paper_text import text_of
from shoumi.chapters.compliance import services
from shoumi.chapters.compliance.documents.content import content
from shoumi.chapters.compliance.documents.report import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import written
from shoumi.chapters.compliance.rules.written import OPINION_WRITERS, Part, Passage
from shoumi.chapters.compliance.tests.test_assessments import MEDIUM, Office, office
from shoumi.core.terms import Role

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
WORDS = "接收方应当在交付以前换掉共用的账号。"
STAFF = (Role.DPO, Role.LEG, Role.SEC, Role.CON, Role.CS, Role.OPS)


def says(office: Office, ref, part: Part, who, text=WORDS):
    at = office.at.isoformat()
    return services.write(
        assessment=ref,
        change=lambda old: old._replace(words=old.words.saying(part, text, str(who), at)),
        actor=who,
        at=office.at,
    )


def names(office: Office, ref, *people):
    named = tuple(map(str, people))
    return services.write(
        assessment=ref,
        change=lambda old: old._replace(words=replace(old.words, assessors=named)),
        actor=office.dora,
        at=office.at,
    )


@pytest.mark.parametrize("part", [*OPINION_WRITERS, Part.SUBJECTS, Part.RESIDUAL, Part.CONCLUSION])
@pytest.mark.parametrize("role", STAFF)
def test_each_role_writes_its_own_opinion_and_the_officer_the_rest(office, part, role):
    ref = office.assess(MEDIUM)
    who = office.dora if role is Role.DPO else office.house.staff(role)
    if role in OPINION_WRITERS.get(part, (Role.DPO,)):
        found = written.read(says(office, ref, part, who).written)
        assert found.passage(part) == Passage(WORDS, str(who), office.at.isoformat())
    else:
        with pytest.raises(NotPermitted):
            says(office, ref, part, who)


def test_a_named_assessor_writes_the_passages_and_no_opinion_but_its_own(office):
    ref, helper = office.assess(MEDIUM), office.house.staff(Role.SEC)
    with pytest.raises(NotPermitted):
        says(office, ref, Part.CONCLUSION, helper)
    names(office, ref, helper)
    assert says(office, ref, Part.CONCLUSION, helper)
    assert says(office, ref, Part.SECURITY, helper)
    with pytest.raises(NotPermitted):
        says(office, ref, Part.OPINION, helper)
    with pytest.raises(NotPermitted):
        services.write(
            assessment=ref,
            change=lambda old: old._replace(words=replace(old.words, assessors=())),
            actor=helper,
            at=office.at,
        )


def test_who_holds_no_role_any_more_writes_nothing_though_named(office):
    ref, helper = office.assess(MEDIUM), office.house.enrol("吴示范")
    names(office, ref, helper)
    with pytest.raises(NotPermitted):
        says(office, ref, Part.CONCLUSION, helper)


def test_nobody_writes_an_opinion_under_the_name_of_another(office):
    ref, legal = office.assess(MEDIUM), office.house.staff(Role.LEG, name="钱示范")
    forged = Passage(WORDS, str(office.emil), office.at.isoformat())

    def change(old):
        told = {**old.words.passages, Part.LEGAL.value: forged}
        return old._replace(words=replace(old.words, passages=told))

    with pytest.raises(NotPermitted):
        services.write(assessment=ref, change=change, actor=legal, at=office.at)


def test_who_gave_an_opinion_approves_no_more(office):
    ref = office.assess(MEDIUM)
    says(office, ref, Part.LEGAL, office.emil)
    with pytest.raises(services.ApprovedByAssessor):
        office.approve(ref)
    other = office.house.staff(Role.LEG, name="钱示范")
    assert office.approve(ref, other).approver == other


def test_opinions_are_printed_with_author_and_date(office):
    ref, guard = office.assess(MEDIUM), office.house.staff(Role.SEC, name="孙示范")
    says(office, ref, Part.SECURITY, guard)
    shown = services.in_force(Assessment.objects.get(ref=ref), office.emil, office.at)
    told = {one.key: one for one in content(shown, "zh", office.at).sections}
    section = told[Part.SECURITY]
    assert section.signed.startswith("孙示范 · 2026-")
    paper = "".join(text_of(report(shown, at=office.at)).split())
    assert "".join((WORDS + section.signed).split()) in paper
    assert Part.OPINION in told
    assert Part.BUSINESS not in told  # nobody has one
