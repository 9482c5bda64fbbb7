"""A request from its receipt to its end, and what each step refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Communication, Request
from shoumi.chapters.feedback.rules import Ground, Kind, Outcome, Proof, State, Way
from shoumi.chapters.feedback.services import errors, intake
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.chapters.feedback.tests.feedback_house import WHO, WORDS
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def due(request):
    return queries.timed(queries.get(request)).due.on


def test_the_clock_starts_with_receipt_not_with_writing_down(desk):
    came = desk.at - timedelta(days=3)
    request = desk.received(received_at=came)
    assert due(request) < due(desk.received())
    assert due(desk.received()) == date(2026, 10, 22)


def test_numbers_follow_each_other(desk):
    numbers = [queries.get(desk.received()).number for _ in range(3)]
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": "  "}, errors.TextMissing),
        ({"text": "字" * 20_001}, errors.TextTooLong),
        ({"is_recorded": True}, errors.RecordedUntold),
        ({"is_recorded": True, "is_told": True, "way": Way.COUNTER}, errors.NoCall),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_leaves_nothing(desk, given, error):
    with pytest.raises(error):
        desk.received(**given)
    assert not Request.objects.exists()


def test_what_comes_tomorrow_is_not_received_today(desk):
    with pytest.raises(errors.NotYetReceived):
        desk.received(received_at=desk.at + timedelta(minutes=1))


def test_a_recorded_call_is_taken_in_where_the_person_was_told(desk):
    request = desk.received(is_recorded=True, is_told=True)
    assert queries.get(request).is_recorded


def test_who_takes_no_requests_in_is_refused(desk):
    with pytest.raises(NotPermitted):
        desk.received(actor=desk.seller)


def test_whoever_serves_takes_one_on_and_the_officer_gives_it_to_another(desk):
    request = desk.received()
    assert desk.assign(request, desk.qian, actor=desk.qian).assignee == desk.qian
    with pytest.raises(NotPermitted):
        desk.assign(request, desk.sun, actor=desk.qian)
    assert desk.assign(request, desk.sun).assignee == desk.sun
    with pytest.raises(errors.NotForThem):
        desk.assign(request, desk.seller)


def test_nothing_is_answered_that_nobody_is_assigned_to(desk):
    request = desk.received()
    for act in (desk.prove, desk.reply, desk.ask, desk.extend, desk.refuse, desk.close):
        with pytest.raises(errors.NotAssigned):
            act(request)


def test_another_of_the_same_role_keeps_their_hands_off(desk):
    request = desk.assigned()
    for act in (desk.prove, desk.reply, desk.ask, desk.close, desk.opened):
        with pytest.raises(errors.NotTheirs):
            act(request, actor=desk.sun)
    assert desk.prove(request, actor=desk.officer).proof == Proof.IN_PERSON


def test_a_stranger_is_not_answered(desk):
    request = desk.assigned()
    with pytest.raises(errors.NotProven):
        desk.reply(request)
    with pytest.raises(errors.NotProven):
        desk.refuse(request, Ground.KEPT_BY_LAW)
    assert desk.refuse(request, Ground.NOT_PROVEN).state == State.ANSWERED
    assert desk.close(request, Outcome.REFUSED).outcome == Outcome.REFUSED


def test_a_question_is_answered_without_any_proof(desk):
    request = desk.assigned(kind=Kind.QUESTION)
    with pytest.raises(errors.NoProofAsked):
        desk.prove(request)
    desk.reply(request)
    assert desk.close(request, Outcome.ANSWERED).state == State.CLOSED


def test_a_proof_names_a_customer_of_the_deal_or_none(desk):
    request = desk.assigned()
    with pytest.raises(errors.NobodyOfDeal):
        desk.prove(request, subject=Ref("sub-nobody"))
    found = desk.prove(request, subject=desk.first)
    assert (found.subject, queries.deal_of(found)) == (desk.first, desk.deal)
    with pytest.raises(errors.AlreadyProven):
        desk.prove(request)


def test_it_rests_while_the_person_is_asked_and_goes_on_after(desk):
    request = desk.assigned()
    before = due(request)
    desk.ask(request)
    with pytest.raises(errors.AlreadyAsked):
        desk.ask(request)
    desk.go(days=6)  # 25 to 30 September: three working days, as the 25th is mid-autumn
    desk.add(request)
    with pytest.raises(errors.NothingAsked):
        desk.add(request)
    assert (before, due(request)) == (date(2026, 10, 22), date(2026, 10, 27))


def test_it_is_extended_once_and_never_past_thirty_days(desk):
    request = desk.assigned()
    with pytest.raises(NotPermitted):
        desk.extend(request, actor=desk.qian)
    desk.extend(request)
    assert due(request) == date(2026, 10, 26)
    with pytest.raises(errors.NothingGained):
        desk.extend(request)


def test_what_is_overdue_neither_rests_nor_is_extended(desk):
    request = desk.assigned()
    desk.go(days=29)
    for act in (desk.ask, desk.extend):
        with pytest.raises(errors.TooLate):
            act(request)
    desk.prove(request)
    desk.reply(request)
    desk.close(request)
    told = [one.line() for one in reader.entries(about=request)]
    assert [one.facts["late"] for one in told if "late" in one.facts] == [True, True]


def test_a_refusal_states_its_reason_and_the_way_to_appeal(desk):
    request = desk.proven()
    for part in ("text", "appeal"):
        with pytest.raises(errors.TextMissing):
            desk.refuse(request, **{part: " "})
    with pytest.raises(NotPermitted):
        desk.refuse(request, actor=desk.qian)
    desk.refuse(request)
    said = desk.opened(request).said.values()
    assert "账簿要保存十年\n\n可以向网信部门投诉" in said


def test_nothing_is_closed_without_its_whole_record(desk):
    request = desk.assigned()
    for step in (desk.prove, desk.reply):
        with pytest.raises(errors.RecordLacks):
            desk.close(request)
        step(request)
    with pytest.raises(errors.OutcomeUnfit):
        desk.close(request, Outcome.REFUSED)
    assert desk.close(request).state == State.CLOSED
    for act in (desk.note, desk.reply, desk.close, desk.ask):
        with pytest.raises(errors.AlreadyClosed):
            act(request)


def test_an_answer_ends_a_rest_that_the_person_never_ended(desk):
    request = desk.assigned()
    desk.ask(request)
    desk.go(days=1)
    desk.refuse(request, Ground.NOT_PROVEN)
    assert desk.close(request, Outcome.REFUSED).state == State.CLOSED


def test_it_is_answered_once(desk):
    request = desk.answered()
    for act in (desk.reply, desk.refuse, desk.ask, desk.extend):
        with pytest.raises(errors.AlreadyAnswered):
            act(request)


def test_the_code_of_a_notice_proves_who_asks(desk):
    customer = intake.Customer(desk.first, desk.deal)
    told = desk.told(way=Way.PORTAL, who=Asker())
    made, code = intake.take_in_from_portal(told=told, customer=customer, at=desk.at)
    assert (made.proof, made.subject, made.deal) == (Proof.NOTICE_CODE, desk.first, desk.deal)
    assert queries.by_code(code).ref == made.ref
    assert queries.by_code(code[:-1]) is None


def test_nothing_that_was_said_stands_in_a_row_or_in_the_ledger(desk):
    request = desk.closed()
    desk.note(desk.assigned())
    stored = [str(row) for table in (Request, Communication) for row in table.objects.values()]
    told = [str(one.line()) for one in reader.entries()]
    for words in (WORDS, WHO.name, WHO.contact, "已经删除", "对方情绪激动", desk.code):
        assert not any(words in one for one in [*stored, *told])
    found = desk.opened(request)
    assert (found.who, list(found.said.values())) == (WHO, [WORDS, "已经删除"])


def test_that_a_record_was_opened_is_on_record(desk):
    request = desk.assigned()
    desk.opened(request)
    last = list(reader.entries(about=request))[-1].line()
    assert (last.tag, last.actor, last.facts["texts"]) == ("feedback.opened", desk.qian, 1)
