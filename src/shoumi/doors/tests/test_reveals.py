"""No plaintext without a decision, and none before its entry is committed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.gate import asking, opening
from shoumi.base.gate.events import Tag
from shoumi.base.gate.opening import NotDurable
from shoumi.base.gate.tasks import NoSuchTask, close_task, fields_digest
from shoumi.base.ledger import highwater, reader, writer
from shoumi.base.subjects.models import Record, State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import keys
from shoumi.base.vault import opening as vault
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Purpose
from shoumi.core.vault.errors import WillNotOpen
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, mask, person, told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


@pytest.fixture
def found(house):
    return house.keep_many(3)


@pytest.fixture
def task(house, found):
    return house.task()


def reveal(house, task, subject, **more):
    asked = house.asked(task, subject, **more)
    return opening.open(asking.ask(asked), at=house.at)


def codes_of(caught):
    return {reason.code for reason in caught.value.decision.reasons}


def refused(house, task, subject, **more):
    """The codes of the refusal, which stands in the ledger with every bit."""
    before = reader.size()
    with pytest.raises(GateClosed) as caught:
        reveal(house, task, subject, **more)
    codes = codes_of(caught)
    assert reader.size() == before + 1
    assert told("gate.decided")[-1].facts["reasons"] == mask(codes)
    assert told("gate.decided")[-1].facts["allowed"] is False
    assert told("gate.revealed") == []
    return codes


def test_what_was_stored_is_read_back(house, task, found):
    assert [reveal(house, task, subject) for subject in found] == [values(n) for n in range(3)]


def test_only_what_was_asked_for_comes_out(house, task, found):
    assert reveal(house, task, found[1], fields=["mobile"]) == {"mobile": values(1)["mobile"]}


def test_asking_for_nothing_gives_nothing(house, task, found):
    assert reveal(house, task, found[0], fields=[]) == {}


def test_the_entry_names_the_person_by_the_name_that_dies_with_the_key(house, task, found):
    reveal(house, task, found[0])
    (line,) = told("gate.revealed")
    assert line.about == keys.pseudonym(found[0]) != found[0]
    assert (line.actor, line.deal) == (house.dpo, house.deal)
    assert line.facts["task"] == task
    body = next(reader.entries(tag="gate.revealed")).body
    assert not any(value.encode() in body for value in [*values(0).values(), found[0]])


def test_the_entry_is_committed_when_the_first_envelope_is_opened(house, task, found, monkeypatch):
    plain, seen = vault.open_many, []

    def watched(items, **more):
        seen.append((connection.in_atomic_block, len(told("gate.revealed"))))
        return plain(items, **more)

    monkeypatch.setattr(vault, "open_many", watched)
    reveal(house, task, found[0])
    plain = vault.batches.reveal
    monkeypatch.setattr(vault.batches, "reveal", watched)
    opened, _ = opening.open_many(house.asked(task), found)
    list(opened)
    made, _ = opening.open_made(house.asked(task), found, lambda _, values: len(values))
    assert list(made) == [3]
    assert seen == [(False, 1), (False, 2), (False, 3)]


def test_nothing_is_opened_where_the_entry_could_be_rolled_back(house, task, found):
    before = reader.size()
    asked = house.asked(task, found[0])
    decision = asking.ask(asked)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        opening.open(decision, at=house.at)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        opening.open_many(asked, found)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        opening.open_made(asked, found, lambda *_: None)
    assert reader.size() == before


def test_a_refusal_is_not_asked_for_where_it_could_be_rolled_back(house, task, found):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        asking.enter(house.asked(task))


@pytest.mark.parametrize("error", [DatabaseError, OSError, ZeroDivisionError, KeyboardInterrupt])
def test_no_ledger_no_plaintext(house, task, found, error, monkeypatch):
    def broken(*_, **__):
        raise error

    monkeypatch.setattr(writer, "record", broken)
    monkeypatch.setattr(writer, "record_many", broken)
    monkeypatch.setattr(vault, "open_many", lambda *_, **__: pytest.fail("an envelope was opened"))
    monkeypatch.setattr(vault.batches, "reveal", lambda *_: pytest.fail("an envelope was opened"))
    with pytest.raises(error):
        reveal(house, task, found[0])
    with pytest.raises(error):
        opening.open_many(house.asked(task), found)
    with pytest.raises(error):
        opening.open_made(house.asked(task), found, lambda *_: None)


def test_a_ledger_behind_its_mark_opens_nothing(house, task, found):
    mark = highwater.marks()[0]
    highwater._write((highwater.Mark(mark.size + 1, mark.root),))
    decision = asking.ask(house.asked(task, found[0]))
    assert Code.LEDGER_NOT_READY in {reason.code for reason in decision.reasons}
    with pytest.raises(highwater.Shortened):
        opening.open(decision, at=house.at)


def test_a_home_without_its_mark_opens_nothing(house, task, found):
    highwater.path().unlink()
    decision = asking.ask(house.asked(task, found[0]))
    assert [reason.code for reason in decision.reasons] == [Code.LEDGER_NOT_READY]


def test_a_clock_that_was_put_back_opens_nothing(house, task, found):
    late = asking.ask(house.asked(task, found[0], at=house.at - timedelta(minutes=6)))
    assert Code.CLOCK_BEHIND in {reason.code for reason in late.reasons}


def test_fields_asked_for_together_get_the_answer_each_would_get_alone(house, task, found):
    asked = house.asked(task, found[0], fields=["name", "email"])
    together = asking.ask_fields(asked, ["name", "email", "no_such_field"])
    alone = {
        code: asking.ask(replace(asked, fields=frozenset({code})))
        for code in ("name", "email", "no_such_field")
    }
    assert together == alone
    assert [one.allowed for one in together.values()] == [True, False, False]


def test_no_card_looks_at_the_fields_of_a_question(house, task, found):
    asked = house.asked(task, found[0], fields=["name"])
    other = replace(asked, fields=frozenset({"id_number", "no_such_field"}))
    assert asking.facts_of(asked) == asking.facts_of(other)


def test_who_is_refused_gets_nothing_however_it_is_asked(house, task, found):
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed) as caught:
        opening.open_asked(house.asked(task, found[0]))
    assert codes_of(caught) == {Code.TASK_CLOSED}
    assert told("gate.decided")[-1].facts["allowed"] is False
    with pytest.raises(TypeError):
        opening.open_asked(house.asked(task))


def test_an_older_yes_is_no_yes(house, task, found):
    decision = asking.ask(house.asked(task, found[0]))
    assert decision.allowed
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed) as caught:
        opening.open(decision, at=house.at)
    assert codes_of(caught) == {Code.TASK_CLOSED}
    assert told("gate.revealed") == []


def test_an_older_no_does_not_matter_either(house, task, found):
    decision = asking.ask(house.asked(task, found[0], at=house.at - timedelta(minutes=6)))
    assert not decision.allowed
    assert opening.open(decision, at=house.at) == values(0)


@pytest.mark.parametrize("state", [s for s in State if s not in (State.ACTIVE, State.DESTROYED)])
def test_a_person_who_is_not_active_is_not_read(house, task, found, state):
    change_state(
        deal=house.deal, subjects=found[:1], to=state, duty="8.1", actor=house.dpo, at=house.at
    )
    assert refused(house, task, found[0]) == {Code.SUBJECT_NOT_HELD}
    assert reveal(house, task, found[1]) == values(1)


def test_a_destroyed_person_is_refused_and_the_try_is_evidence(house, task, found):
    """The key is gone and the pseudonym with it, so the entry is about the deal."""
    keys.erase(found[:1])
    Subject.objects.filter(ref=found[0]).update(state=State.DESTROYED, destroyed_at=house.at)
    assert refused(house, task, found[0]) == {Code.SUBJECT_NOT_HELD}
    assert told("gate.decided")[-1].about == house.deal


def test_a_person_nobody_knows_is_refused(house, task):
    wanted = {Code.SUBJECT_NOT_HELD, Code.SUBJECT_OF_OTHER_DEAL}
    assert refused(house, task, Ref("sub-nobody")) == wanted


def test_a_person_without_a_key_gives_nothing_though_the_row_says_active(house, task, found):
    """An older copy of the data beside today's keyring."""
    keys.erase(found[:1])
    with pytest.raises(keys.NoKey):
        reveal(house, task, found[0])
    assert told("gate.revealed") == []


def test_a_person_of_another_deal_is_refused(house, task):
    (stranger,) = house.keep(person(9), deal=house.new_deal())
    assert refused(house, task, stranger) == {Code.SUBJECT_OF_OTHER_DEAL}


@pytest.mark.parametrize("days", [1, 1.5, 400])
def test_a_task_is_over_at_its_end(house, found, days):
    task = house.task(days=1)
    house.go(days=days)
    assert Code.TASK_CLOSED in refused(house, task, found[0])


def test_a_task_is_open_until_its_end(house, found):
    task = house.task(days=1)
    house.go(days=1, microseconds=-1)
    assert reveal(house, task, found[0]) == values(0)


def test_a_task_is_not_open_before_it_begins(house, found):
    task = house.task()
    early = asking.ask(house.asked(task, found[0], at=house.at - timedelta(seconds=1)))
    assert [reason.code for reason in early.reasons] == [Code.TASK_CLOSED]


def test_a_closed_task_is_not_closed_twice(house, task):
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(NoSuchTask):
        close_task(task=task, actor=house.dpo, at=house.at)
    assert len(told("task.closed")) == 1


@pytest.mark.parametrize("fields", [["name", "id_number"], ["id_number"], ["no_such_field"]])
def test_a_field_that_is_not_in_the_task_is_refused(house, task, found, fields):
    assert Code.FIELD_NOT_IN_TASK in refused(house, task, found[0], fields=fields)


def test_a_task_cannot_bring_a_field_its_purpose_does_not_serve(house, found):
    """``guardian_name`` is registered, but not for every purpose; ``shoe_size`` for none."""
    task = house.task(purpose=Purpose.TAX, fields=["mobile", "shoe_size"])
    for field in ("mobile", "shoe_size"):
        assert refused(house, task, found[0], fields=[field]) == {Code.FIELD_UNREGISTERED}


def test_an_act_that_is_not_in_the_task_is_refused(house, task, found):
    assert Code.ACT_NOT_IN_TASK in refused(house, task, found[0], act=Act.LIST)


def test_who_is_not_on_the_task_is_refused(house, task, found):
    assert refused(house, task, found[0], actor=house.legal) == {Code.NOT_ON_TASK}


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        (people.CONSULTANT, set()),
        (people.SUPERVISOR, {Code.OVERSIGHT_READS_NO_CONTENT}),
        (people.HOLDER, {Code.NO_ROLE, Code.OVERSIGHT_READS_NO_CONTENT, Code.NOT_ON_DEAL}),
    ],
)
def test_being_put_on_a_task_is_not_enough(house, found, who, codes):
    task = house.task(actors=[house[who]])
    decision = asking.ask(house.asked(task, found[0], actor=house[who]))
    assert {reason.code for reason in decision.reasons} == codes


def test_the_system_itself_reads_nobody(house, found):
    task = house.task(actors=[SYSTEM])
    assert Code.NO_ROLE in refused(house, task, found[0], actor=SYSTEM)


@pytest.mark.parametrize(
    ("purpose", "is_open"),
    [(Purpose.INVENTORY, False), (Purpose.SERVICE, False), (Purpose.REQUEST, True)],
)
def test_a_suspended_deal_is_read_only_for_the_person_concerned(house, found, purpose, is_open):
    task = house.task(purpose=purpose)
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    decision = asking.ask(house.asked(task, found[0]))
    assert decision.allowed is is_open
    assert is_open or [r.code for r in decision.reasons] == [Code.DEAL_NOT_OPEN]


def test_the_purpose_is_the_tasks_whatever_a_question_claims(house, task, found):
    lying = replace(house.asked(task, found[0]), purpose=Purpose.REQUEST)
    assert [reason.code for reason in asking.ask(lying).reasons] == [Code.TASK_CLOSED]


def test_the_deal_is_the_tasks_whatever_a_question_claims(house, task):
    other = house.new_deal()
    (stranger,) = house.keep(person(1), deal=other)
    lying = replace(house.asked(task, stranger), deal=other)
    assert [reason.code for reason in asking.ask(lying).reasons] == [Code.TASK_CLOSED]


def test_a_question_for_no_task_is_none(house, found):
    with pytest.raises(NoSuchTask):
        house.asked(Ref("task-none"))


def test_an_altered_envelope_does_not_open(house, task, found):
    record = Record.objects.get(subject=found[0])
    for place in (0, len(record.blob) // 2, len(record.blob) - 1):
        blob = bytearray(record.blob)
        blob[place] ^= 1
        Record.objects.filter(pk=record.pk).update(blob=bytes(blob))
        with pytest.raises(WillNotOpen):
            reveal(house, task, found[0])


def test_an_envelope_moved_to_another_person_does_not_open(house, task, found):
    other = Record.objects.get(subject=found[1])
    Record.objects.filter(subject=found[0]).update(blob=bytes(other.blob))
    with pytest.raises(WillNotOpen):
        reveal(house, task, found[0])


def test_each_reveal_is_one_entry(house, task, found):
    before = reader.size()
    for _ in range(3):
        reveal(house, task, found[0])
    assert reader.size() == before + 3


def test_many_are_one_entry_that_commits_to_each(house, task, found):
    before = reader.size()
    opened, refused = opening.open_many(house.asked(task), found)
    assert dict(opened) == {subject: values(n) for n, subject in enumerate(found)}
    assert refused == {}
    assert reader.size() == before + 1
    (line,) = told("gate.revealed")
    assert line.rows.count == 3
    position = reader.size() - 1
    rows = [json.loads(row)["subject"] for row in reader.rows(position)]
    assert rows == [keys.pseudonym(subject) for subject in found]


def test_of_many_only_those_let_through_are_read(house, task, found):
    change_state(
        deal=house.deal,
        subjects=found[1:2],
        to=State.FROZEN,
        duty="8.1",
        actor=house.dpo,
        at=house.at,
    )
    (stranger,) = house.keep(person(9), deal=house.new_deal())
    opened, refused = opening.open_many(house.asked(task), [*found, stranger, Ref("sub-nobody")])
    assert dict(opened) == {found[0]: values(0), found[2]: values(2)}
    assert {subject: [r.code for r in no.reasons] for subject, no in refused.items()} == {
        found[1]: [Code.SUBJECT_NOT_HELD],
        stranger: [Code.SUBJECT_OF_OTHER_DEAL],
        Ref("sub-nobody"): [Code.SUBJECT_NOT_HELD, Code.SUBJECT_OF_OTHER_DEAL],
    }
    assert told("gate.revealed")[0].rows.count == 2


def test_when_nobody_may_be_read_the_refusal_is_evidence(house, task, found):
    close_task(task=task, actor=house.dpo, at=house.at)
    before = reader.size()
    with pytest.raises(GateClosed):
        opening.open_many(house.asked(task), found)
    assert reader.size() == before + 1
    assert told("gate.revealed") == []


def test_nobody_asked_for_is_nobody_read(house, task):
    before = reader.size()
    opened, refused = opening.open_many(house.asked(task), [])
    assert (list(opened), refused, reader.size()) == ([], {}, before)


def test_who_is_frozen_between_yes_and_reading_is_not_read(house, task, found):
    opened, _ = opening.open_many(house.asked(task), found)
    change_state(
        deal=house.deal,
        subjects=found[:1],
        to=State.FROZEN,
        duty="8.1",
        actor=house.dpo,
        at=house.at,
    )
    with pytest.raises(GateClosed):
        list(opened)


def test_a_later_round_of_many_is_asked_again(house, task, found, monkeypatch):
    monkeypatch.setattr(opening, "ROUND", 1)
    opened, _ = opening.open_many(house.asked(task), found)
    assert next(opened) == (found[0], values(0))
    made, _ = opening.open_made(house.asked(task), found, lambda people, _: list(people))
    assert next(made) == [found[0]]
    close_task(task=task, actor=house.dpo, at=house.at)
    for rest in (opened, made):
        with pytest.raises(GateClosed):
            next(rest)


def test_one_question_about_one_person_is_not_put_to_open_without_the_person(house, task):
    with pytest.raises(TypeError):
        opening.open(asking.ask(house.asked(task)), at=house.at)


def test_the_fields_stand_in_the_ledger_as_a_digest(house, task, found):
    reveal(house, task, found[0])
    assert told("gate.revealed")[0].facts["fields"] == fields_digest(FIELDS).hex()


def test_each_of_a_group_gets_the_entry_of_its_own(house, task, found):
    shut = house.task(fields=["name"])
    asked = [
        house.asked(task, found[0]),
        house.asked(shut, found[1]),
        house.asked(task, found[2]),
    ]
    before = reader.size()
    first, refused, last = opening._read_together(asked)
    assert isinstance(refused, GateClosed)
    assert [first.position, last.position] == [before, before + 2]
    for one, subject in ((first, found[0]), (last, found[2])):
        line = reader.entry(one.position).line()
        assert (line.tag, line.about) == (Tag.REVEALED, keys.pseudonym(subject))
        assert one.event.about == line.about
        assert {item[0] for item in one.items} == {subject}
