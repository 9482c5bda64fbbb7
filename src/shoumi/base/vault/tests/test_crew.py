"""Several processes give what one gives, whatever becomes of them, and none outlives the work."""

from __future__ import annotations

import os
import signal

import pytest

from shoumi.base.vault import crew
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope, moving
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey, Wrapped, WrappingKey
from shoumi.core.vault.suites import GM, INTL

TENANT = "tenant-a"
PEOPLE = 40


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch):
    monkeypatch.setattr(crew, "LEAST", 2)
    monkeypatch.setattr(crew, "LEAST_KEYS", 2)
    monkeypatch.setattr(crew, "PATIENCE_SECONDS", 60)


@pytest.fixture
def batch():
    """Rows of ``PEOPLE`` with a record each, and the key each moves to."""
    rows, follows = [], []
    for number in range(PEOPLE):
        old = SubjectKey.generate()
        new = old.follower(epoch=2)
        sealed = envelope.seal({"name": f"虚构{number}"}, place=place(number), key=old, suite=INTL)
        where = (place(number).subject, "person", "L3", sealed)
        rows.append((old.reveal(), 1, new.reveal(), 2, *where))
        follows.append(new)
    return rows, follows


def place(number):
    return Place(TENANT, DataGrade.L3, f"sub-{number}", "person")


def opened(sealed, follows):
    return [
        envelope.unseal(one, place=place(number), key=key)
        for number, (one, key) in enumerate(zip(sealed, follows, strict=True))
    ]


def children():
    return [child._process for child in crew._crew._children]


@pytest.mark.parametrize("suite", [INTL, GM], ids=lambda suite: suite.name)
def test_three_processes_give_what_one_gives(batch, suite):
    rows, follows = batch
    alone = moving.reseal(TENANT, suite.number, rows)
    with crew.at_work(width=3):
        for _ in range(2):
            together = crew.reseal(TENANT, suite.number, rows)
            assert opened(together, follows) == opened(alone, follows)
            assert [one[:6] for one in together] == [one[:6] for one in alone]
        assert len(children()) == 2


def test_the_children_did_their_part(batch, monkeypatch):
    """Else the parent would have done all of it, and nothing here would show that."""
    rows, _ = batch
    counts, honest = [], moving.reseal
    with crew.at_work(width=2):
        monkeypatch.setattr(
            moving, "reseal", lambda *work: counts.append(len(work[2])) or honest(*work)
        )
        crew.reseal(TENANT, INTL.number, rows)
    assert counts == [PEOPLE // 2]


def test_the_part_of_a_child_that_died_is_done_all_the_same(batch):
    rows, follows = batch
    with crew.at_work(width=3):
        crew.reseal(TENANT, INTL.number, rows)
        os.kill(children()[0].pid, signal.SIGKILL)
        children()[0].wait()
        again = crew.reseal(TENANT, INTL.number, rows)
    assert len(opened(again, follows)) == PEOPLE


ABOVE = ("subject", TENANT, "deal-a")


@pytest.fixture
def wrapped():
    """Two deal keys, and what the first wraps."""
    old, new = WrappingKey.generate(), WrappingKey.generate()
    made = {f"sub-{number}": SubjectKey.generate() for number in range(PEOPLE)}
    sealed = old.branch(ABOVE).wrap_many(made, INTL)
    return old, new, made, [(who, 1, *one) for who, one in zip(made, sealed, strict=True)]


def unwrapped(new, rows, moved):
    by = new.branch(ABOVE)
    return {
        row[0]: by.unwrap(Wrapped(*one), SubjectKey, own=row[0], epoch=1).reveal()
        for row, one in zip(rows, moved, strict=True)
    }


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("suite", [INTL, GM], ids=lambda suite: suite.name)
def test_keys_that_a_child_wraps_are_those_that_one_process_wraps(wrapped, width, suite):
    old, new, made, rows = wrapped
    with crew.at_work(width=width):
        moved = crew.rewrap(old.reveal(), new.reveal(), ABOVE, suite.number, rows).result()
        assert len(children()) == width - 1
    assert unwrapped(new, rows, moved) == {who: key.reveal() for who, key in made.items()}
    assert {one[0][1] for one in moved} == {suite.number}


def test_an_answer_that_nobody_took_is_not_taken_for_another(wrapped):
    old, new, made, rows = wrapped
    half = PEOPLE // 2
    with crew.at_work(width=2):
        first = crew.rewrap(old.reveal(), new.reveal(), ABOVE, INTL.number, rows[:half])
        second = crew.rewrap(old.reveal(), new.reveal(), ABOVE, INTL.number, rows[half:])
        assert unwrapped(new, rows[half:], second.result()).keys() == {*list(made)[half:]}
        assert unwrapped(new, rows[:half], first.result()).keys() == {*list(made)[:half]}


def test_a_key_that_is_not_what_its_row_says_is_refused(wrapped):
    old, new, _, rows = wrapped
    rows[3] = ("sub-somebody-else", *rows[3][1:])
    with crew.at_work(width=2):
        promised = crew.rewrap(old.reveal(), new.reveal(), ABOVE, INTL.number, rows)
        with pytest.raises(WillNotOpen):
            promised.result()


@pytest.mark.parametrize("number", [0, PEOPLE - 1], ids=["parent", "child"])
def test_what_does_not_open_is_refused_whoever_met_it(batch, number):
    rows, _ = batch
    rows[number] = (*rows[number][:4], "sub-somebody-else", *rows[number][5:])
    with crew.at_work(width=2):
        with pytest.raises(WillNotOpen):
            crew.reseal(TENANT, INTL.number, rows)
        rows.pop(number)
        assert len(crew.reseal(TENANT, INTL.number, rows)) == PEOPLE - 1


def test_no_child_outlives_the_work(batch):
    rows, _ = batch
    with crew.at_work(width=2):
        crew.reseal(TENANT, INTL.number, rows)
        (child,) = children()
        assert child.poll() is None
    assert child.returncode == -signal.SIGKILL


def test_nobody_waits_for_a_child_to_start(batch, monkeypatch):
    rows, follows = batch
    monkeypatch.setattr(crew, "PATIENCE_SECONDS", 0)
    with crew.at_work(width=2):
        alone = crew.reseal(TENANT, INTL.number, rows)
        assert not crew._crew._children[0]._is_ready
        monkeypatch.setattr(crew, "PATIENCE_SECONDS", 60)
        together = crew.reseal(TENANT, INTL.number, rows)
        assert crew._crew._children[0]._is_ready
    assert opened(together, follows) == opened(alone, follows)


def test_few_envelopes_and_a_single_core_start_nobody(batch, monkeypatch):
    rows, _ = batch
    with crew.at_work(width=1):
        crew.reseal(TENANT, INTL.number, rows)
        assert children() == []
    monkeypatch.setattr(crew, "LEAST", PEOPLE + 1)
    with crew.at_work(width=2):
        crew.reseal(TENANT, INTL.number, rows)
        assert children() == []
