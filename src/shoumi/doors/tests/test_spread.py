"""Acts about many people, spread over processes: the same as one process does, all or nothing."""

from __future__ import annotations

import json
import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from shoumi.base import pools
from shoumi.base.gate import disclosure, rounds
from shoumi.base.gate.tasks import question
from shoumi.base.ledger import reader
from shoumi.base.pools import WorkerLost, processes
from shoumi.base.subjects import cleanup, stored_rows
from shoumi.base.subjects.models import Record, Subject, Token
from shoumi.base.vault import bulk_operations, keyring, keys, search_tokens
from shoumi.base.vault.errors import MovedOn, NoKey
from shoumi.base.vault.models import SubjectKey
from shoumi.core.gate import Act
from shoumi.core.refs import Ref, Refs
from shoumi.core.vault import batches
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import Wrapped
from shoumi.core.vault.suites import GM, INTL
from shoumi.core.vault.tests.test_batches import count
from shoumi.doors.tests.house import told, values

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

COUNT = 20


@pytest.fixture(autouse=True)
def spread(monkeypatch):
    """Everything is worth it, in parts of three, two of them stored together."""
    monkeypatch.setattr(pools, "WORTH", 1)
    monkeypatch.setattr(pools, "processors", lambda: 2)
    monkeypatch.setattr(bulk_operations, "PART", 3)
    monkeypatch.setattr(bulk_operations, "TOGETHER", 2)
    monkeypatch.setattr(disclosure, "BATCH", 3)
    monkeypatch.setattr(rounds, "ROUND", 6)
    yield
    processes.close()


def children():
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for found in lists for pid in found.read_text().split()]


def read(house, refs, fields):
    task = house.task(fields=fields, acts=[Act.LIST])
    asked = question(actor=house.dpo, act=Act.LIST, task=task, at=house.at, fields=fields)
    opened, _ = disclosure.open_many(asked, refs)
    return list(opened)


def made(house, refs, fields):
    """The same read where it is opened: of each what ``count`` makes of the values."""
    task = house.task(fields=fields, acts=[Act.LIST])
    asked = question(actor=house.dpo, act=Act.LIST, task=task, at=house.at, fields=fields)
    parts, _ = disclosure.open_made(asked, refs, count)
    return [one for part in parts for one in part]


def alone(monkeypatch):
    monkeypatch.setattr(pools, "WORTH", 10**9)


def test_what_many_processes_store_one_process_reads(house, monkeypatch):
    refs = house.keep_many(COUNT)
    assert processes.idle()
    assert set(keys.existing(refs)) == set(refs)
    rows = [json.loads(row) for row in reader.rows(reader.size() - 1)]
    alone(monkeypatch)
    names = [(ref, str(keys.pseudonym(ref))) for ref in refs]
    assert rows == [{"subject": name, "grades": "L3"} for _, name in names]
    assert list(bulk_operations.named(refs)) == names
    found = read(house, refs, ["mobile", "name"])
    whole = [values(n) for n in range(COUNT)]
    wanted = [{"mobile": own["mobile"], "name": own["name"]} for own in whole]
    assert found == list(zip(refs, wanted, strict=True))
    kept = set(Token.objects.filter(field="mobile").values_list("subject", "token"))
    tokens = search_tokens.tokens("mobile", [values(n)["mobile"] for n in range(COUNT)])
    assert kept == set(zip(refs, tokens, strict=True))


def test_what_one_process_stores_many_read_alike(house, monkeypatch):
    with monkeypatch.context() as patched:
        alone(patched)
        refs = house.keep_many(COUNT)
        named = list(bulk_operations.named(refs))
        coded = list(bulk_operations.coded(refs, "camp-a"))
        found = read(house, refs, ["name"])
    assert processes.idle() == []
    assert list(bulk_operations.named(refs)) == named
    assert list(bulk_operations.coded(refs, "camp-a")) == coded
    assert [json.loads(row) for row in bulk_operations.listed(refs, {"state": "SEALED"})] == [
        {"subject": name, "state": "SEALED"} for _, name in named
    ]
    assert read(house, refs, ["name"]) == found
    assert processes.idle()
    receipts = keys.receipts(refs, Ref("camp-a"))
    assert coded == [(ref, name, receipts[ref]) for ref, name in named]


@pytest.mark.parametrize("processors", [1, 2])
def test_what_is_made_where_people_are_opened_is_made_of_them_in_order(
    house, monkeypatch, processors
):
    refs = house.keep_many(COUNT)
    monkeypatch.setattr(pools, "processors", lambda: processors)
    assert made(house, Refs(refs), ["name"]) == [
        (ref, 1, own["name"]) for ref, own in read(house, refs, ["name"])
    ]


def test_a_key_that_moved_meanwhile_is_looked_up_again_and_what_is_made_is_the_same(
    house, monkeypatch
):
    refs = house.keep_many(COUNT)
    wanted = made(house, refs, ["name"])
    monkeypatch.setattr(pools, "processors", lambda: 1)
    monkeypatch.setattr(batches, "reveal", lambda _task: None)
    assert made(house, refs, ["name"]) == wanted


def test_keys_of_parts_that_are_stored_together_are_committed_together_and_first(
    house, monkeypatch
):
    events = []
    papers = SubjectKey.objects.count()  # evidence of what the house states

    def watched(name, plain):
        def call(*given, **more):
            done = plain(*given, **more)
            events.append((name, SubjectKey.objects.count() - papers, Subject.objects.count()))
            return done

        return call

    monkeypatch.setattr(bulk_operations, "_insert", watched("keys", bulk_operations._insert))
    monkeypatch.setattr(stored_rows, "insert", watched("rows", stored_rows.insert))
    house.keep_many(COUNT)
    ends = [*range(6, COUNT, 6), COUNT]
    assert events == [
        event
        for start, end in zip([0, *ends], ends, strict=False)
        for event in (("keys", end, start), ("rows", end, end))
    ]


def test_a_killed_process_leaves_nobody_half_stored(house, monkeypatch):
    before = reader.size()
    plain = pools.spread

    def send(what):
        for pid in children():
            os.kill(pid, what)

    def killing(*given, **more):
        for number, result in enumerate(plain(*given, **more)):
            if number == 1:
                # None of them answers any more, so they die at work.
                send(signal.SIGSTOP)
                threading.Timer(0.5, send, [signal.SIGKILL]).start()
            yield result

    with monkeypatch.context() as patched:
        patched.setattr(pools, "spread", killing)
        with pytest.raises(WorkerLost):
            house.keep_many(COUNT)
    assert (Subject.objects.count(), Record.objects.count(), Token.objects.count()) == (0, 0, 0)
    assert (reader.size(), told("subject.stored")) == (before, [])
    # Keys of nobody may be left in the keyring; they are swept.
    left = {ref for ref in keys.subjects() if ref.kind == "sub"}
    assert left <= set(cleanup.orphans(made_before=house.at + timedelta(days=1)))
    assert len(house.keep_many(COUNT)) == COUNT


def test_who_has_no_key_is_missed_and_not_skipped(house):
    refs = house.keep_many(COUNT)
    keys.erase([refs[7]])
    for asked in (lambda: bulk_operations.named(refs), lambda: bulk_operations.listed(refs, {})):
        with pytest.raises(NoKey) as missing:
            list(asked())
        assert missing.value.facts == {"subject": refs[7]}


def test_who_is_named_while_the_deals_key_goes_is_looked_up_again(house, monkeypatch):
    refs = house.keep_many(2)
    named = list(bulk_operations.named(refs))
    plain, asked = keys._deal_row, []

    def going(number):
        asked.append(number)
        if len(asked) == 1:
            raise MovedOn
        return plain(number)

    monkeypatch.setattr(keys, "_deal_row", going)
    assert list(bulk_operations.named(refs)) == named
    assert len(asked) == 2


@pytest.mark.parametrize("what", ["key", "envelope"])
def test_what_was_altered_does_not_open_in_any_process(house, what):
    refs = house.keep_many(COUNT)
    row, column = (
        (SubjectKey.objects.get(subject=refs[7]), "wrapped")
        if what == "key"
        else (Record.objects.get(subject=refs[7]), "blob")
    )
    raw = bytearray(getattr(row, column))
    raw[-1] ^= 1
    setattr(row, column, bytes(raw))
    row.save(update_fields=[column])
    for opened in (read, made):
        with pytest.raises(WillNotOpen):
            opened(house, refs, ["name"])


@pytest.mark.parametrize("change", ["key", "epoch"])
def test_a_deal_whose_key_moves_meanwhile_gets_its_people_under_the_new_one(
    house, change, monkeypatch
):
    (first,) = house.keep_many(1)
    deal_key = SubjectKey.objects.get(subject=first).compartment
    plain = pools.spread

    def moving(*given, **more):
        for number, result in enumerate(plain(*given, **more)):
            if number == 2 and change == "key":
                keys.make_deal_key(house.deal, house.at, keyring.unlock(), epoch=2)
            elif number == 2:
                type(deal_key).objects.filter(pk=deal_key.pk).update(data_epoch=2)
            yield result

    with monkeypatch.context() as patched:
        patched.setattr(pools, "spread", moving)
        refs = house.keep_many(COUNT)
    under = SubjectKey.objects.filter(subject__in=refs)
    if change == "key":
        assert {(row.compartment.epoch) for row in under} == {1, 2}
        assert under.filter(compartment__epoch=1).count() == 6
    else:
        assert under.filter(epoch=1).count() == 6
        assert set(under.values_list("epoch", flat=True)) == {1, 2}
    assert [own for _, own in read(house, refs, ["name"])] == [
        {"name": values(n)["name"]} for n in range(COUNT)
    ]


def test_parts_that_are_stored_together_keep_each_its_own_suite(house, monkeypatch):
    asked = []

    def changing():
        asked.append(1)
        return GM if len(asked) % 2 else INTL

    with monkeypatch.context() as patched:
        patched.setattr(keyring, "suite", changing)
        refs = house.keep_many(COUNT)
    rows = SubjectKey.objects.filter(subject__in=refs)
    told = {(row.suite, Wrapped(bytes(row.wrapped), bytes(row.commit)).suite) for row in rows}
    assert told == {(INTL.number, INTL.number), (GM.number, GM.number)}
    assert len(read(house, refs, ["name"])) == COUNT
