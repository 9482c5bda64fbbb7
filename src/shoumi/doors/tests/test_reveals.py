"""No plaintext without a decision, and none before its entry is committed."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from shoumi.base.gate import decisions, disclosure, rounds
from shoumi.base.gate.disclosure import NotDurable
from shoumi.base.gate.events import Tag
from shoumi.base.gate.tasks import close_task, fields_digest
from shoumi.base.ledger import reader, writer
from shoumi.base.subjects.models import Record, State
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import decryption as vault
from shoumi.base.vault import keys
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.vault.errors import WillNotOpen
from shoumi.doors.tests.gate_reveals import reveal
from shoumi.doors.tests.house import FIELDS, person, told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


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
    opened, _ = disclosure.open_many(house.asked(task), found)
    list(opened)
    made, _ = disclosure.open_made(house.asked(task), found, lambda _, values: len(values))
    assert list(made) == [3]
    assert seen == [(False, 1), (False, 2), (False, 3)]


def test_nothing_is_opened_where_the_entry_could_be_rolled_back(house, task, found):
    before = reader.size()
    asked = house.asked(task, found[0])
    decision = decisions.ask(asked)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        disclosure.open(decision, at=house.at)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        disclosure.open_many(asked, found)
    with transaction.atomic(using="default"), pytest.raises(NotDurable):
        disclosure.open_made(asked, found, lambda *_: None)
    assert reader.size() == before


def test_a_refusal_is_not_asked_for_where_it_could_be_rolled_back(house, task, found):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        decisions.enter(house.asked(task))


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
        disclosure.open_many(house.asked(task), found)
    with pytest.raises(error):
        disclosure.open_made(house.asked(task), found, lambda *_: None)


def test_an_altered_envelope_does_not_open(house, task, found):
    record = Record.objects.get(subject=found[0])
    for place in (0, len(record.blob) // 2, len(record.blob) - 1):
        blob = bytearray(record.blob)
        blob[place] ^= 1
        Record.objects.filter(pk=record.pk).update(blob=bytes(blob))
        # Where it is no envelope any more, demand 1.4 shuts the deal before anything is opened.
        with pytest.raises((WillNotOpen, GateClosed)):
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
    opened, refused = disclosure.open_many(house.asked(task), found)
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
    opened, refused = disclosure.open_many(house.asked(task), [*found, stranger, Ref("sub-nobody")])
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
        disclosure.open_many(house.asked(task), found)
    assert reader.size() == before + 1
    assert told("gate.revealed") == []


def test_nobody_asked_for_is_nobody_read(house, task):
    before = reader.size()
    opened, refused = disclosure.open_many(house.asked(task), [])
    assert (list(opened), refused, reader.size()) == ([], {}, before)


def test_who_is_frozen_between_yes_and_reading_is_not_read(house, task, found):
    opened, _ = disclosure.open_many(house.asked(task), found)
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
    monkeypatch.setattr(rounds, "ROUND", 1)
    opened, _ = disclosure.open_many(house.asked(task), found)
    assert next(opened) == (found[0], values(0))
    made, _ = disclosure.open_made(house.asked(task), found, lambda people, _: list(people))
    assert next(made) == [found[0]]
    close_task(task=task, actor=house.dpo, at=house.at)
    for rest in (opened, made):
        with pytest.raises(GateClosed):
            next(rest)


def test_one_question_about_one_person_is_not_put_to_open_without_the_person(house, task):
    with pytest.raises(TypeError):
        disclosure.open(decisions.ask(house.asked(task)), at=house.at)


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
    first, refused, last = disclosure._read_together(asked)
    assert isinstance(refused, GateClosed)
    assert [first.position, last.position] == [before, before + 2]
    for one, subject in ((first, found[0]), (last, found[2])):
        line = reader.entry(one.position).line()
        assert (line.tag, line.about) == (Tag.REVEALED, keys.pseudonym(subject))
        assert one.event.about == line.about
        assert {item[0] for item in one.items} == {subject}
