"""Who withdraws by a request is read by nobody from the proof on, and leaves in no package once the
consent is taken back; nothing undoes it (PIPL 15; handbook 6.2, 10.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import restrictions
from shoumi.chapters.feedback.rules import Kind, Outcome, Part, Proof, Way
from shoumi.chapters.feedback.rules.restrictions import Ending
from shoumi.chapters.feedback.services import (
    answers,
    duplicates,
    erasure,
    errors,
    intake,
    progress,
    request_kinds,
    withdrawals,
)
from shoumi.chapters.feedback.services.intake import Told
from shoumi.core.gate import Act
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.put_back_home import Copy, is_whole, open_by_two

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Asking:
    """One of those who said yes withdraws by telephone; customer service takes it on."""

    def __init__(self, handing, kind=Kind.WITHDRAW):
        self.handing, self.house = handing, handing.house
        self.one, self.other = handing.people[:2]
        self.clerk = self.house[people.SERVICE]
        told = Told(kind, Way.PHONE, "我撤回对转让的同意", self.house.at, deal=self.house.deal)
        made, _ = intake.take_in(told=told, actor=self.clerk, at=self.house.at)
        self.ref = Ref(made.ref)
        progress.assign(to=self.clerk, **self.given())

    def given(self, actor=None):
        return {"request": self.ref, "actor": actor or self.clerk, "at": self.house.at}

    def prove(self, proof=Proof.IN_PERSON, subject=None):
        progress.prove(proof=proof, subject=subject or self.one, **self.given())

    def withdraw(self, **more):
        return withdrawals.withdraw(**{**self.given(), **more})

    def reply(self):
        answers.reply(text="已按您的要求办理", way=Way.PHONE, **self.given())

    def close(self, outcome=Outcome.GRANTED):
        return answers.close(outcome=outcome, **self.given())

    def row(self):
        return Request.objects.get(ref=self.ref)

    def rest(self):
        return restrictions.of_request(self.ref)

    def closing(self, subject=None):
        """Which of the two shuts a package to that person now."""
        asked = self.house.asked(self.handing.task, subject or self.one, act=Act.EXPORT)
        found = {reason.code for reason in decisions.ask(asked).reasons}
        return found & {Code.RESTRICTED, Code.NO_INSTRUMENT}

    def leaving(self):
        """Of both, whose values a package would get now."""
        asked = self.house.asked(self.handing.task, act=Act.EXPORT)
        opened, _ = disclosure.open_many(asked, [self.one, self.other])
        return [ref for ref, _ in opened]

    def said(self):
        """What the person was answered."""
        found = erasure.open_record(**self.given())
        [line] = [line for line in found.lines if line.part == Part.REPLY]
        return found.said[line.ref]


@pytest.fixture
def asking(handing):
    return Asking(handing)


@pytest.mark.both
def test_the_next_read_is_refused_from_the_proof_on_and_by_the_consent_once_it_is_withdrawn(asking):
    assert asking.leaving() == [asking.one, asking.other]
    asking.prove()
    assert asking.closing() == {Code.RESTRICTED}
    assert asking.leaving() == [asking.other]
    assert asking.withdraw().consents == 1
    assert asking.closing() == {Code.NO_INSTRUMENT}
    assert asking.leaving() == [asking.other]
    assert asking.closing(asking.other) == set()


def test_each_act_stands_in_the_ledger_and_the_withdrawal_under_the_name_the_ledger_has(asking):
    asking.prove()
    asking.withdraw()
    entries = [entry.line() for entry in reader.latest(3)][::-1]
    assert sorted(line.tag for line in entries) == [
        "consent.withdrawn", "feedback.released", "feedback.withdrawn",
    ]  # fmt: skip
    by_tag = {line.tag: line for line in entries}
    assert by_tag["consent.withdrawn"].about == keys.pseudonym(asking.one)
    assert by_tag["feedback.withdrawn"].about == asking.ref
    assert by_tag["feedback.withdrawn"].facts == {"consents": 1}
    assert by_tag["feedback.released"].facts == {"ending": "WITHDRAWN"}
    assert {line.actor for line in entries} == {asking.clerk}


def test_what_would_be_withdrawn_is_seen_before_and_told_after(asking):
    asking.prove()
    [one] = withdrawals.standing(asking.row())
    assert (one.ref, one.to) == (asking.handing.campaign, "海棠虚构科技")
    asking.house.go(minutes=1)
    asking.withdraw()
    assert withdrawals.standing(asking.row()) == []
    asking.reply()
    day = Consent.objects.get(subject=asking.one).withdrawn_at
    assert f"（海棠虚构科技）：{(day + timedelta(hours=8)).date()}" in asking.said()
    assert "已撤回的同意" in asking.said()
    assert asking.close().outcome == "GRANTED"


def test_it_is_not_granted_while_a_consent_stands(asking):
    asking.prove()
    asking.reply()
    assert "已撤回的同意" not in asking.said()
    with pytest.raises(errors.StillAgreed):
        asking.close()
    asking.withdraw()
    assert asking.close().outcome == "GRANTED"
    assert asking.closing() == {Code.NO_INSTRUMENT}


def test_nothing_undoes_it_not_the_request_taken_back_nor_sorted_into_another(asking):
    asking.prove()
    asking.withdraw()
    request_kinds.sort(kind=Kind.ACCESS, **asking.given())
    assert asking.closing() == {Code.NO_INSTRUMENT}
    request_kinds.sort(kind=Kind.WITHDRAW, **asking.given())
    asking.reply()
    asking.close(Outcome.TAKEN_BACK)
    assert asking.closing() == {Code.NO_INSTRUMENT}
    assert Consent.objects.get(subject=asking.one).state == "WITHDRAWN"


def test_nobody_withdraws_for_whoever_has_not_proved_who_that_is(asking):
    with pytest.raises(errors.NotProven):
        asking.withdraw()
    asking.prove(subject=asking.handing.people[5])  # who said no
    with pytest.raises(errors.NothingAgreed):
        asking.withdraw()
    other = Asking(asking.handing, Kind.OBJECT)
    other.prove()
    with pytest.raises(errors.NotWithdrawing):
        other.withdraw()
    assert not Consent.objects.filter(state="WITHDRAWN").exists()


def test_one_is_withdrawn_and_no_other_is_named_in_its_place(asking):
    asking.prove()
    with pytest.raises(errors.NothingAgreed):
        asking.withdraw(consent=Ref.new("camp"))
    assert asking.withdraw(consent=asking.handing.campaign).consents == 1
    with pytest.raises(errors.NothingAgreed):
        asking.withdraw()


def test_where_nothing_was_agreed_to_the_rest_ends_with_the_request(asking):
    said_no = asking.handing.people[5]
    asking.prove(subject=said_no)
    assert Code.RESTRICTED in asking.closing(said_no)
    asking.reply()
    asking.close(Outcome.PARTLY)
    assert Code.RESTRICTED not in asking.closing(said_no)
    assert asking.rest().ending == Ending.CLOSED


def test_a_request_answered_together_with_another_rests_no_more_either(asking):
    again = Asking(asking.handing)
    for one in (asking, again):
        one.prove()
    duplicates.merge(into=asking.ref, **again.given())
    asking.withdraw()
    assert [one.rest().ending for one in (asking, again)] == ["WITHDRAWN"] * 2
    assert asking.closing() == {Code.NO_INSTRUMENT}


def test_a_request_of_an_earlier_version_that_never_rested_fails_and_the_act_mends_it(asking):
    request_kinds.sort(kind=Kind.ACCESS, **asking.given())
    asking.prove()
    assert authenticated.change(Request.objects.filter(ref=asking.ref), kind=Kind.WITHDRAW)
    assert restrictions.is_any_missing([asking.row()])
    asking.withdraw()
    assert not restrictions.is_any_missing([asking.row()])
    assert asking.closing() == {Code.NO_INSTRUMENT}


def test_after_a_restore_it_is_withdrawn_again_and_the_data_rest_until_the_request_ends(
    asking, tmp_path
):
    asking.prove()
    copy = Copy(tmp_path)
    asking.withdraw()
    copy.put_back()
    assert withdrawals.standing(asking.row())
    report = copy.catch_up(asking.house.at)
    assert report.replayed.tags["blocked"] == {}
    assert report.replayed.tags["done"]["consent.withdrawn"] == 1
    assert is_whole()
    assert asking.closing() == {Code.RESTRICTED, Code.NO_INSTRUMENT}
    open_by_two(asking.house)
    asking.reply()
    asking.close()
    assert asking.closing() == {Code.NO_INSTRUMENT}
