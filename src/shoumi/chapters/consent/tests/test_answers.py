from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.clock import home
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.vault import keys
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign, Consent, Objection
from shoumi.chapters.consent.rules import Channel, Outcome, Purpose
from shoumi.chapters.consent.services import answers, errors
from shoumi.chapters.consent.services.answers import Said
from shoumi.chapters.consent.tests.campaign_house import DEAL, NO, OTHER_DEAL, YES
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.ledger import leaf
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState, LegalBasis
from shoumi.core.terms import Purpose as Why

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


@pytest.mark.both
def test_of_all_who_were_asked_only_a_yes_may_leave(bureau):
    anna, bert, chen, dora = bureau.hold(4)
    campaign = bureau.open()
    bureau.deliver(campaign, but=[dora])
    bureau.record(campaign, (anna, YES), (bert, NO))
    assert not bureau.may_leave(anna)  # the window is open: the purpose is still being put
    bureau.end(campaign)
    assert [bureau.may_leave(ref) for ref in (anna, bert, chen, dora)] == [
        True,
        False,
        False,
        False,
    ]
    assert not bureau.may_leave(Ref("sub-nobody"))
    assert not bureau.may_leave(anna, OTHER_DEAL)


@pytest.mark.both
def test_many_are_told_apart_as_one_is(bureau):
    people = bureau.hold(6)
    campaign = bureau.open()
    bureau.record(campaign, (people[0], YES), (people[1], NO), (people[2], YES))
    bureau.withdraw(campaign, people[2])
    bureau.end(campaign)
    asked = Question(bureau.dora, Act.EXPORT, Ref("task-x"), Why.HANDOVER, DEAL, bureau.at)
    held = queries.instruments.subject_facts(asked, people)[Fact.INSTRUMENT]
    assert [held[ref] for ref in people] == [True, False, False, False, False, False]
    assert [bureau.may_leave(ref) for ref in people] == [held[ref] for ref in people]


@pytest.mark.both
def test_a_withdrawal_counts_the_same_moment(bureau):
    anna, bert = bureau.hold(2)
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES), (bert, YES))
    bureau.end(campaign)
    assert bureau.may_leave(anna)
    bureau.withdraw(campaign, anna)
    assert not bureau.may_leave(anna)
    assert bureau.may_leave(bert)
    kept = Consent.objects.get(subject=anna)
    assert (kept.state, kept.withdrawn_at) == (ConsentState.WITHDRAWN, bureau.at)
    assert queries.given(Campaign.objects.get()) == [bert]


@pytest.mark.both
def test_a_withdrawal_names_the_person_by_the_ledgers_name(bureau):
    (anna,) = bureau.hold()
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES))
    bureau.withdraw(campaign, anna)
    (line,) = told("consent.withdrawn")
    assert line.about == keys.pseudonym(anna)
    assert line.facts == {"campaign": campaign, "purpose": "PROVISION"}


@pytest.mark.both
def test_a_no_is_not_withdrawn_and_nothing_is_withdrawn_twice(bureau):
    anna, bert, chen = bureau.hold(3)
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES), (bert, NO))
    bureau.withdraw(campaign, anna)
    for ref in (anna, bert, chen, Ref("sub-nobody")):
        with pytest.raises(errors.NothingToWithdraw):
            bureau.withdraw(campaign, ref)
    assert len(told("consent.withdrawn")) == 1


@pytest.mark.both
@pytest.mark.parametrize("first", ["refused", "given", "withdrawn"])
@pytest.mark.parametrize("again", [YES, NO])
def test_who_has_answered_is_not_asked_again(bureau, first, again):
    (anna,) = bureau.hold()
    campaign = bureau.open()
    bureau.record(campaign, (anna, NO if first == "refused" else YES))
    if first == "withdrawn":
        bureau.withdraw(campaign, anna)
    with pytest.raises(errors.AnsweredAlready):
        bureau.record(campaign, (anna, again))
    with pytest.raises(errors.AnsweredAlready):
        answers.answer(
            code=bureau.codes[anna],
            said=again,
            by_guardian=False,
            channel=Channel.PORTAL,
            at=bureau.at,
        )
    assert Consent.objects.get().state == first.upper()


@pytest.mark.both
@pytest.mark.parametrize("wrong", ["twice", "stranger", "nobody", "child alone", "answered before"])
def test_one_bad_row_refuses_all(bureau, wrong):
    anna, bert = bureau.hold(2)
    (child,), (stranger,) = bureau.hold(kind=Kind.CHILD), bureau.hold(deal=OTHER_DEAL)
    campaign = bureau.open()
    bad, refusal = {
        "twice": ((anna, NO), errors.AnsweredAlready),
        "stranger": ((stranger, YES), errors.NotInvited),
        "nobody": ((Ref("sub-nobody"), YES), errors.NotInvited),
        "child alone": ((child, YES), errors.GuardianOnly),
        "answered before": ((bert, YES), errors.AnsweredAlready),
    }[wrong]
    if wrong == "answered before":
        bureau.record(campaign, (bert, NO))
    before = reader.size(), Consent.objects.count()
    with pytest.raises(refusal):
        bureau.record(campaign, (anna, YES), bad)
    assert (reader.size(), Consent.objects.count()) == before


@pytest.mark.parametrize("said", [YES, NO])
def test_for_a_child_the_guardian_answers(bureau, said):
    (child,) = bureau.hold(kind=Kind.CHILD)
    campaign = bureau.open()
    assert bureau.lanes(campaign) == {child: "GUARDIAN"}
    with pytest.raises(errors.GuardianOnly):
        answers.answer(
            code=bureau.codes[child],
            said=said,
            by_guardian=False,
            channel=Channel.PORTAL,
            at=bureau.at,
        )
    bureau.record(campaign, Said(child, said, by_guardian=True))
    bureau.end(campaign)
    assert Consent.objects.get().lane == "GUARDIAN"
    assert bureau.may_leave(child) is (said is YES)


@pytest.mark.both
def test_the_receipt_code_lets_its_person_answer_and_nobody_else(bureau):
    anna, bert = bureau.hold(2)
    bureau.open()
    code = bureau.codes[anna]
    for wrong in ("", code[:-1], code + "x", code[::-1], "0" * 32):
        with pytest.raises(errors.NotInvited) as caught:
            answers.answer(
                code=wrong, said=YES, by_guardian=False, channel=Channel.PORTAL, at=bureau.at
            )
        assert caught.value.facts == {}
    typed = code.lower().replace("-", "－").replace("1", "l")
    given = {"said": YES, "by_guardian": False, "channel": Channel.PORTAL, "at": bureau.at}
    found = answers.answer(code=typed, **given)
    assert (found.subject, found.state, found.channel) == (anna, "GIVEN", "PORTAL")
    assert not Consent.objects.filter(subject=bert).exists()
    assert told("consent.answered")[0].actor == SYSTEM


@pytest.mark.both
def test_each_answer_is_a_row_that_names_the_notice_and_the_purpose(bureau):
    people = bureau.hold(3)
    campaign = bureau.open()
    bureau.record(campaign, (people[0], YES), (people[1], NO), channel=Channel.PAPER)
    found = Campaign.objects.get()
    rows = [json.loads(row) for row in reader.rows(reader.size() - 1)]
    assert rows == [
        {
            "subject": keys.pseudonym(ref),
            "answer": said,
            "lane": "SELF",
            "notice": found.notice.sha256,
            "purpose": "PROVISION",
            "channel": "PAPER",
        }
        for ref, said in ((people[0], "GIVEN"), (people[1], "REFUSED"))
    ]
    kept = Consent.objects.order_by("row").values_list("subject", "position", "row")
    assert list(kept) == [(people[0], reader.size() - 1, 0), (people[1], reader.size() - 1, 1)]


@pytest.mark.both
def test_the_database_too_takes_one_answer_of_a_person(bureau):
    anna, bert = bureau.hold(2)
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES), (bert, YES))
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(subject=bert).update(subject=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(subject=bert).update(state=ConsentState.WITHDRAWN)


@pytest.mark.both
def test_made_up_answers_count_in_a_demo_home_only(bureau):
    (anna,) = bureau.hold()
    campaign = bureau.open()
    home.path().unlink()
    with pytest.raises(errors.Simulated):
        bureau.record(campaign, (anna, YES))
    bureau.record(campaign, (anna, YES), channel=Channel.PAPER)


@pytest.mark.parametrize("who", ["gina", "dora", "mallory", "head", "stranger", "system"])
@pytest.mark.parametrize("act", ["record", "withdraw", "object_to"])
def test_who_may_say_what_people_said(bureau, act, who):
    anna, bert = bureau.hold(2)
    campaign = bureau.open()
    bureau.record(campaign, (anna, YES))
    actors = {"head": bureau.house.head, "stranger": Ref("person-x"), "system": SYSTEM}
    actor = actors.get(who) or getattr(bureau, who)
    acts = {
        "record": lambda: bureau.record(campaign, (bert, YES), actor=actor),
        "withdraw": lambda: bureau.withdraw(campaign, anna, actor=actor),
        "object_to": lambda: bureau.object_to(campaign, bert, actor=actor),
    }
    if who in ("gina", "dora", "system"):
        acts[act]()
        return
    before = reader.size()
    with pytest.raises(NotPermitted):
        acts[act]()
    assert reader.size() == before


@pytest.mark.both
def test_a_notice_takes_no_consents(bureau):
    (anna,) = bureau.hold()
    campaign = bureau.open(Purpose.SUCCESSION)
    for said in (YES, NO):
        with pytest.raises(errors.NotAsked):
            bureau.record(campaign, (anna, said))


@pytest.mark.both
def test_a_notice_lets_go_whom_it_reached(bureau):
    anna, bert, chen = bureau.hold(3)
    campaign = bureau.open(Purpose.SUCCESSION)
    bureau.deliver(campaign, but=[bert])
    bureau.object_to(campaign, chen)
    bureau.end(campaign)
    # Chen's contract goes on: the data moves, without marketing.
    assert [bureau.may_leave(ref) for ref in (anna, bert, chen)] == [True, False, True]


@pytest.mark.both
def test_a_notice_of_change_does_not_let_a_copy_go(bureau):
    """Told first, asked later: what leaves rests on the asking."""
    anna, bert = bureau.hold(2)
    told_first = bureau.open(Purpose.SUCCESSION)
    bureau.deliver(told_first)
    asked = bureau.open(Purpose.PROVISION)
    bureau.deliver(asked)
    bureau.record(asked, (anna, YES))
    for campaign in (told_first, asked):
        bureau.end(campaign)
    assert queries.moving(DEAL).ref == asked
    assert [bureau.may_leave(ref) for ref in (anna, bert)] == [True, False]


@pytest.mark.parametrize(
    ("basis", "kind", "outcome", "state", "leaves"),
    [
        (LegalBasis.CONSENT, Kind.INDIVIDUAL, Outcome.EXCLUDED, State.EXCLUDED, False),
        (LegalBasis.CONTRACT, Kind.INDIVIDUAL, Outcome.MARKETING_OFF, State.ACTIVE, True),
        (LegalBasis.HR, Kind.CONTACT, Outcome.MARKETING_OFF, State.ACTIVE, True),
        (LegalBasis.LEGAL_DUTY, Kind.INDIVIDUAL, Outcome.SEALED, State.SEALED, True),
        (LegalBasis.OTHER_LAW, Kind.INDIVIDUAL, Outcome.FROZEN, State.FROZEN, False),
        (LegalBasis.CONTRACT, Kind.CHILD, Outcome.EXCLUDED, State.EXCLUDED, False),
    ],
)
def test_an_objection_leads_where_the_law_says(bureau, basis, kind, outcome, state, leaves):
    (anna,) = bureau.hold(basis=basis, kind=kind)
    bureau.hold()
    campaign = bureau.open(Purpose.SUCCESSION)
    bureau.deliver(campaign)
    assert bureau.object_to(campaign, anna) == {outcome: [anna]}
    kept = Subject.objects.get(ref=anna)
    assert (kept.state, kept.is_marketing_off) == (state, outcome is Outcome.MARKETING_OFF)
    assert Objection.objects.get().outcome == outcome
    (line,) = told("consent.objected")
    assert line.facts == {outcome.lower(): 1}
    bureau.end(campaign)
    assert bureau.may_leave(anna) is leaves


@pytest.mark.parametrize("wrong", ["twice", "stranger", "objected before"])
def test_one_objection_that_does_not_fit_refuses_all(bureau, wrong):
    anna, bert = bureau.hold(2)
    campaign = bureau.open(Purpose.SUCCESSION)
    bad, refusal = {
        "twice": (anna, errors.AnsweredAlready),
        "stranger": (Ref("sub-nobody"), errors.NotInvited),
        "objected before": (bert, errors.AnsweredAlready),
    }[wrong]
    if wrong == "objected before":
        bureau.object_to(campaign, bert)
    before = reader.size(), Objection.objects.count()
    with pytest.raises(refusal):
        bureau.object_to(campaign, anna, bad)
    assert (reader.size(), Objection.objects.count()) == before
    assert Subject.objects.get(ref=anna).is_marketing_off is False


@pytest.mark.both
def test_batches_do_not_show(bureau, monkeypatch):
    monkeypatch.setattr(answers, "BATCH", 2)
    monkeypatch.setattr(queries.instruments, "CHUNK", 2)
    people = bureau.hold(5)
    campaign = bureau.open()
    bureau.record(campaign, *((ref, YES) for ref in people[:3]), (people[3], NO))
    bureau.end(campaign)
    assert [bureau.may_leave(ref) for ref in people] == [True, True, True, False, False]


@pytest.mark.both
@pytest.mark.parametrize("act", ["record", "withdraw", "object_to"])
def test_a_campaign_that_is_not_there_or_not_open_takes_nothing(bureau, act):
    (anna,) = bureau.hold()
    acts = {
        "record": lambda campaign: bureau.record(campaign, (anna, YES)),
        "withdraw": lambda campaign: bureau.withdraw(campaign, anna),
        "object_to": lambda campaign: bureau.object_to(campaign, anna),
    }
    with pytest.raises(errors.NoSuchCampaign):
        acts[act](Ref("camp-none"))
    with pytest.raises(errors.NotInState):
        acts[act](bureau.prepare())
