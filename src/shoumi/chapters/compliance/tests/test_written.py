"""What people write in an assessment: kept, held apart from drafts, told the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shoumi.base.accounts.queries import NoSuchPerson, NotPermitted
from shoumi.base.documents.tests.paper_text import text_of
from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.compliance import health, queries, services
from shoumi.chapters.compliance.chapter import card
from shoumi.chapters.compliance.documents.content import content
from shoumi.chapters.compliance.documents.report import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope, Step, stored, written
from shoumi.chapters.compliance.rules.written import Activity, Part
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.tests.test_assessments import MEDIUM, RISKY, Office, office, told
from shoumi.chapters.compliance.tests.whole_assessments import finish
from shoumi.chapters.compliance.verbs.starters import starter_of
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import ControlState, DealType, RiskGrade, Role

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
OWN = "接收方的服务器和别的公司共用，没有分权限。"


def write(office: Office, ref: Ref, change, actor=None):
    return services.write(assessment=ref, change=change, actor=actor or office.dora, at=office.at)


def says(office: Office, ref: Ref, part: Part, text: str, by: Ref | None = None):
    author = str(by or office.dora)
    return write(office, ref, lambda old: old._replace(words=old.words.saying(part, text, author)))


def with_starter(old: Sheet) -> Sheet:
    return old._replace(words=old.words.filled(starter_of("TRANSFER", "equity", "zh")))


def drops(*names):
    return lambda old: old._replace(words=old.words.without(names))


def of(ref: Ref) -> Assessment:
    return Assessment.objects.get(ref=ref)


def printed(found: Assessment, office: Office) -> str:
    shown = services.in_force(found, office.emil, office.at)
    return "".join(text_of(report(shown, at=office.at)).split())


@pytest.mark.both
def test_what_somebody_writes_stands_in_the_ledger_as_a_digest(office):
    ref = office.assess(MEDIUM)
    found = says(office, ref, Part.OPINION, OWN)
    assert written.read(of(ref).written).of(Part.OPINION) == OWN
    entry = told("pipia.written")[-1]
    assert entry.facts["words"] == written.digest(found.written, found.risks).hex()
    assert OWN not in str([one.body for one in reader.entries()])


@pytest.mark.both
@pytest.mark.parametrize("column", ["written", "risks", "signed"])
def test_a_text_that_was_edited_behind_the_house_shuts_its_doors(office, column):
    ref = office.assess(MEDIUM)
    says(office, ref, Part.CONCLUSION, OWN)
    office.approve(ref)
    assert card.checks["7.3"](office.at).state is ControlState.PASS
    row = of(ref)
    edited = {
        "written": {**row.written, "assessors": ["person-x"]},
        "risks": [{**row.risks[0], "text": "没有风险"}],
        "signed": {**row.signed, "people": 1},
    }
    Assessment.objects.filter(ref=ref).update(**{column: edited[column]})
    held = card.checks["7.3"](office.at)
    assert (held.state, held.reason) == (ControlState.FAIL, NotAuthentic.code)
    with pytest.raises(NotAuthentic):
        queries.transfer(Ref(row.deal), office.at)


def test_the_ledger_alone_tells_a_text_from_another(office):
    ref = office.assess(MEDIUM)
    row = says(office, ref, Part.CONCLUSION, OWN)
    entries = list(reader.entries(about=ref))
    assert health.agrees(row, entries)
    row.written = {**row.written, "assessors": ["person-x"]}
    assert not health.agrees(row, entries)


@pytest.mark.parametrize("who", ["dora", "author", "assessor"])
def test_nobody_who_assessed_or_wrote_approves(office, who):
    other = office.house.staff(Role.LEG, name="钱示范")
    ref = office.assess(MEDIUM)
    if who == "author":
        says(office, ref, Part.CONCLUSION, OWN, by=other)
    if who == "assessor":
        named = (str(other),)
        write(office, ref, lambda old: old._replace(words=replace(old.words, assessors=named)))
    if who == "dora":
        office.house.give(office.dora, Role.LEG)
    with pytest.raises(services.ApprovedByAssessor):
        office.approve(ref, office.dora if who == "dora" else other)
    assert office.approve(ref).approver == office.emil


@pytest.fixture
def _registered(monkeypatch):
    """As if a policy in force registered the one field that the activity reads."""
    monkeypatch.setattr(services, "registered", lambda scope, register: {"district": None})


@pytest.mark.usefixtures("_registered")
def test_a_draft_blocks_the_approval_until_each_is_taken_over_or_dropped(office):
    ref = office.assess(MEDIUM, is_whole=False)
    found = write(office, ref, with_starter)
    drafts = written.read(found.written).drafts
    assert drafts == ("activity-1", "subjects", "suggested-1", "suggested-2")
    with pytest.raises(services.StillDrafts) as refused:
        office.approve(ref)
    assert refused.value.facts == {"count": 4}
    assert queries.transfer(Ref(found.deal), office.at).who is Role.DPO
    text = starter_of("TRANSFER", "equity", "zh").passage(Part.SUBJECTS).text
    says(office, ref, Part.SUBJECTS, text)  # confirmed as it is
    write(office, ref, drops("activity-1", "suggested-1"))
    with pytest.raises(services.StillDrafts):
        office.approve(ref)
    found = write(office, ref, drops("suggested-1"))
    with pytest.raises(services.NotWhole):
        office.approve(ref)
    finish(found, office.dora, office.at)
    assert queries.transfer(Ref(found.deal), office.at).who is Role.LEG
    assert office.approve(ref).approver == office.emil


def test_no_draft_is_printed_as_somebodys_analysis(office):
    ref = office.assess(MEDIUM, is_whole=False)
    found = write(office, ref, with_starter)
    starter = starter_of("TRANSFER", "equity", "zh")
    texts = [starter.activities[0].necessity, starter.passage(Part.SUBJECTS).text]
    texts += [each.text for each in starter.suggested]
    said = list(content(found, "zh", office.at).strings())
    paper = printed(found, office)
    for text in texts:
        assert text not in said
        assert "".join(text.split()) not in paper


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("kind", DealType)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_starter_is_nothing_but_drafts(scope, kind, lang):
    found = starter_of(scope, kind, lang)
    assert found.own == ()
    assert found.authors == frozenset()
    if scope is Scope.TRANSFER:
        assert found.activities
        assert found.suggested


@pytest.mark.usefixtures("_registered")
def test_page_and_report_say_the_same_and_name_what_nobody_wrote(office):
    ref = office.assess(MEDIUM, is_whole=False)
    step = Step("交付包加密到受让方的密钥", Role.SEC, date(2026, 11, 6))
    activity = Activity("向受让方提供", "延续服务", "加密交付", by=str(office.dora))

    def change(old: Sheet) -> Sheet:
        one = replace(old.risks[0], text=OWN, source="接收方", steps=(step,))
        return Sheet(old.words.doing(activity, None), (one,))

    found = write(office, ref, change)
    assert [*content(found, "zh", office.at).strings()].count("没有人填写") >= 4
    found = finish(found, office.dora, office.at)
    paper = printed(found, office)
    found = office.approve(ref)
    said = [*content(found, "zh", office.at).strings()]
    assert OWN in " ".join(said)
    assert "2026-11-06" in said
    missing = [text for text in said if "".join(text.split()) not in paper]
    assert missing == []


def test_what_was_signed_is_told_later_as_it_was_then(office):
    ref = office.assess(MEDIUM)
    found = office.approve(ref)
    then = [*content(found, "zh", office.at).strings()]
    office.go(days=3)
    assert [*content(of(ref), "zh", office.at).strings()] == then


def test_what_was_approved_before_it_had_to_be_whole_stays_and_holds_the_demand_in_part(office):
    found = office.approved(MEDIUM)
    assert card.checks["7.3"](office.at).state is ControlState.PASS
    authenticated.change(Assessment.objects.all(), written=None, signed=None)
    found.refresh_from_db()
    assert queries.transfer(Ref(found.deal), office.at).holds
    held = card.checks["7.3"](office.at)
    assert (held.state, held.reason) == (ControlState.PARTIAL, "pipia.approved_not_whole")
    assert (held.position, held.until) == (found.position, found.until)
    said = [*content(found, "zh", office.at).strings()]
    assert said.count("没有人填写") >= 5


def test_a_report_of_something_else_is_not_signed(office):
    ref = office.assess(MEDIUM)
    shown = services.in_force(of(ref), office.emil, office.at)
    says(office, ref, Part.CONCLUSION, OWN)
    with pytest.raises(services.ChangedMeanwhile):
        services.approve(
            assessment=ref, paper=lambda: b"%PDF-", actor=office.emil, at=office.at, shown=shown
        )
    assert of(ref).document == ""


def test_a_measure_in_own_words_makes_what_is_left_smaller_and_none_does_not(office):
    ref = office.assess(RISKY, is_whole=False)
    lower = {"residual_impact": Impact.HIGH, "residual_likelihood": Likelihood.LOW}

    def change(**more):
        return lambda old: old._replace(risks=(replace(old.risks[0], **lower, **more),))

    assert write(office, ref, change()).residual == RiskGrade.HIGH
    assert write(office, ref, change(steps=(Step("加密"),))).residual == RiskGrade.MEDIUM


def test_measures_that_are_named_later_lose_no_words(office):
    ref = office.assess(RISKY, is_whole=False)
    write(office, ref, lambda old: old._replace(risks=(replace(old.risks[0], text=OWN),)))
    found = office.mitigate(ref, RISKY, MEDIUM)
    assert [stored(row).text for row in found.risks] == [OWN, ""]


def test_a_risk_does_not_vanish_by_writing(office):
    ref = office.assess(RISKY)
    with pytest.raises(services.RisksLeftOut):
        write(office, ref, lambda old: old._replace(risks=(MEDIUM,)))


def test_who_may_write_what(office):
    ref = office.assess(MEDIUM)
    with pytest.raises(NotPermitted):
        write(office, ref, lambda old: old, actor=office.emil)
    unknown = Activity("向受让方提供", fields=("shoe_size",), by=str(office.dora))
    with pytest.raises(services.FieldsUnregistered):
        write(office, ref, lambda old: old._replace(words=old.words.doing(unknown, None)))
    nobody = ("person-none",)
    with pytest.raises(NoSuchPerson):
        write(office, ref, lambda old: old._replace(words=replace(old.words, assessors=nobody)))
    office.approve(ref)
    with pytest.raises(services.NotADraft):
        write(office, ref, lambda old: old)


@pytest.mark.both
def test_an_expired_assessment_does_not_stand_though_no_fact_changed(office):
    found = office.approved()
    office.at = found.until
    assert office.recheck(found.ref) is False
