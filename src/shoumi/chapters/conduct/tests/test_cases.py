"""No sanction without a rule that was published, a reply, evidence, and another who decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import StaffCase
from shoumi.chapters.conduct.rules.sanctions import TO_APPEAL, TO_REPLY, Recovery, Sanction
from shoumi.chapters.conduct.rules.words import BookState, CaseState
from shoumi.chapters.conduct.services import books, cases, texts
from shoumi.chapters.conduct.services import errors as no
from shoumi.chapters.conduct.tests.conduct_house import WRITTEN
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def kept_texts():
    return KeptSecret.objects.filter(name__startswith="stafftext-").count()


# -- the rule book


def test_a_version_takes_the_staff_two_who_did_not_write_it_and_a_publication(desk):
    book = desk.draft()
    does = {"book": book, "at": desk.at}
    with pytest.raises(no.SamePerson):
        books.approve(**does, actor=desk.hr)
    books.approve(**does, actor=desk.head)
    with pytest.raises(no.SamePerson):
        books.approve(**does, actor=desk.head)
    with pytest.raises(no.TwoMissing):
        books.publish(**does, actor=desk.head)
    books.approve(**does, actor=desk.legal)
    assert queries.in_force() is None
    books.publish(**does, actor=desk.head)
    assert queries.in_force().ref == book
    with pytest.raises(no.NotADraft):
        books.publish(**does, actor=desk.head)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"people": 0}, no.NotConsulted),
        ({"held": WRITTEN.held.replace(year=2027)}, no.NotConsulted),
        ({"opinions": " "}, no.TextMissing),
        ({"rules": ""}, no.TextMissing),
        ({"rules": "7 | 罚款二百元 | FINE"}, no.RuleUnfit),
        ({"rules": "7 | 甲 | TALK\n7 | 乙 | TALK"}, no.RuleUnfit),
    ],
)
def test_one_that_was_talked_over_with_nobody_or_knows_fines_is_none(desk, other, error):
    with pytest.raises(error):
        books.draft(written=replace(WRITTEN, **other), actor=desk.hr, at=desk.at)


def test_everybody_acknowledges_a_version_once_and_each_version_anew(desk):
    first = desk.published()
    read = {"actor": desk.chen, "at": desk.at}
    books.accept(book=Ref(first.ref), **read)
    with pytest.raises(no.AlreadyAccepted):
        books.accept(book=Ref(first.ref), **read)
    assert queries.accepted(first) == (1, 6)
    desk.go(days=1)
    second = desk.published()
    assert queries.book_state(first) is BookState.REPLACED
    assert not queries.has_accepted(second, desk.chen)
    with pytest.raises(no.NotInForce):
        books.accept(book=Ref(first.ref), actor=desk.hr, at=desk.at)


# -- a case


def test_a_case_goes_from_reply_to_decision_appeal_and_end(desk):
    desk.published()
    case = desk.replied()
    assert desk.decide(case).sanction == Sanction.WARNING
    appealed = {"case": case, "at": desk.at}
    cases.appeal(**appealed, text="我有电话记录。", actor=desk.chen)
    for person in (desk.sup, desk.head):
        with pytest.raises(no.OpenedIt):
            cases.settle(**appealed, upheld=True, reasons="x", actor=person)
    other = desk.house.enrol("监另一", at=desk.at)
    desk.house.give(other, Role.SUP, at=desk.at)
    made = cases.settle(**appealed, upheld=False, reasons="记录属实。", actor=other)
    assert queries.case_state(made, desk.at) is CaseState.FINAL
    told = [one.line().tag for one in reader.entries(about=case)]
    assert [tag.partition(".")[2] for tag in told] == [
        *("told", "replied", "decided", "appealed", "settled"),
    ]


def test_nobody_handles_an_own_case_nor_decides_what_he_opened(desk):
    desk.published()
    with pytest.raises(no.OwnCase):
        desk.told(person=desk.sup, evidence=[desk.read(desk.sup)])
    case = Ref(desk.told(person=desk.head, evidence=[desk.read(desk.head)]).ref)
    with pytest.raises(no.OwnCase):
        desk.decide(case, actor=desk.head)
    opened = Ref(desk.told(actor=desk.hr).ref)
    with pytest.raises(no.OpenedIt):
        desk.decide(opened, actor=desk.hr)
    with pytest.raises(NotPermitted):
        desk.decide(opened, actor=desk.legal)


def test_evidence_is_an_entry_of_that_person(desk):
    desk.published()
    other = desk.read(desk.officer)
    for evidence, error in (
        ([], no.NoEvidence),
        ([other], no.EvidenceUnfit),
        ([999_999], no.EvidenceUnfit),
    ):
        with pytest.raises(error):
            desk.told(evidence=evidence)


def test_nothing_is_decided_before_the_reply_or_the_end_of_its_time(desk):
    desk.published()
    case = Ref(desk.told().ref)
    with pytest.raises(no.NoReply):
        desk.decide(case)
    assert StaffCase.objects.get(ref=case).decided_at is None
    desk.at += TO_REPLY
    assert desk.decide(case).decided_at == desk.at
    with pytest.raises(no.StepOver):
        cases.reply(case=case, text="晚了", actor=desk.chen, at=desk.at)


def test_only_the_person_replies_and_appeals_and_not_for_ever(desk):
    desk.published()
    case = desk.replied()
    desk.decide(case)
    with pytest.raises(no.NotThePerson):
        cases.appeal(case=case, text="替他", actor=desk.hr, at=desk.at)
    desk.at += TO_APPEAL
    with pytest.raises(no.StepOver):
        cases.appeal(case=case, text="晚了", actor=desk.chen, at=desk.at)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"rule": "9"}, no.NoRule),
        ({"sanction": Sanction.DISMISSAL}, no.TooSevere),
        ({"recovery": Recovery(0, 20_000, 800_000, 240_000)}, no.IsAFine),
        ({"recovery": Recovery(500_000, 160_001, 800_000, 240_000)}, no.OverCap),
    ],
)
def test_a_decision_that_would_not_stand_is_refused(desk, other, error):
    desk.published()
    case = desk.replied()
    before = kept_texts()
    with pytest.raises(error):
        desk.decide(case, **other)
    assert kept_texts() == before, "what was refused is kept nowhere"
    assert desk.decide(case, recovery=Recovery(500_000, 160_000, 800_000, 240_000)).asked == 160_000


def test_what_happened_before_the_rules_were_published_is_no_breach_of_them(desk):
    before = desk.at
    desk.go(days=1)
    desk.published()
    case = desk.replied(happened_at=before)
    with pytest.raises(no.NoVersion):
        desk.decide(case)
    cases.drop(case=case, reasons="当时没有守则。", actor=desk.head, at=desk.at)
    assert desk.state("4.3")[0] == "PASS"


def test_what_is_said_lies_sealed_and_names_nobody_in_the_ledger(desk):
    desk.published()
    case = StaffCase.objects.get(ref=desk.replied())
    assert texts.opened(case.account) == "没有任务打开了客户资料。"
    bodies = b"".join(one.body for one in reader.entries(about=Ref(case.ref)))
    assert "客户" not in bodies.decode()
    secrets.forget(Ref(case.account))
    assert texts.opened(case.account) == ""


# -- 4.3


def test_4_3_holds_with_rules_in_force_and_decisions_that_stand(desk):
    assert desk.state("4.3") == ("NOT_BUILT", "conduct.not_begun")
    desk.closed()
    assert desk.state("4.3") == ("FAIL", "conduct.no_rule_book")
    desk.published()
    desk.decide(desk.replied())
    assert desk.state("4.3") == ("PASS", "")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"book": "rulebook-other"}, "conduct.no_version_in_force_then"),
        ({"rule": "9"}, "conduct.rule_not_there_then"),
        ({"sanction": "DISMISSAL"}, "conduct.too_severe_then"),
        ({"replied_at": None}, "conduct.no_right_of_reply_then"),
        ({"evidence": []}, "conduct.no_evidence_then"),
        ({"asked": 5, "wage": 100, "minimum": 10}, "conduct.is_a_fine_then"),
        ({"opened_by": "per-x", "asked": 5, "loss": 5}, "conduct.over_cap_then"),
    ],
)
def test_4_3_fails_for_a_decision_that_does_not_stand(desk, monkeypatch, change, reason):
    """As if a row were the house's own: an edited one fails by itself."""
    desk.published()
    case = desk.replied()
    desk.decide(case)
    StaffCase.objects.filter(ref=case).update(**change)
    assert desk.state("4.3")[0] == "FAIL"
    every = {StaffCase: StaffCase.objects.all()}
    require_all = verification.require_all
    monkeypatch.setattr(
        verification, "require_all", lambda table: every.get(table) or require_all(table)
    )
    assert desk.state("4.3") == ("FAIL", reason)
