"""Hundreds of ways to falsify a ledger, by somebody who can write its files: each is found.

Attackers of three strengths.  One changes tables.  One makes all hashes and the head anew, so that
the tables agree with themselves.  One rewrites the high-water file as well and signs with the log's
own key: nothing in the house can tell, and the witness does.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from shoumi.base.ledger import audit, highwater, reader, storage, writer
from shoumi.base.ledger.errors import TimeBehind
from shoumi.base.ledger.tests.events import ANNA, AT, DORA, Tag, event, write, write_rows
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.base.vault import logkey
from shoumi.core.errors import Conflict
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import leaf, tree
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.witness import Request, Verdict
from shoumi.doors.witness.store import WitnessStore, make
from shoumi.doors.witness.tests.witness_thread import NAME

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

SIZE = 30
# PostgreSQL gets a sample: what is tried there is the same code over another engine.
COUNT = 420 if connection.vendor == "sqlite" else 70


class Log:
    """A ledger that a witness has seen, and ways to write into its tables."""

    def __init__(self, folder):
        for number in range(SIZE - 1):
            with transaction.atomic():
                writer.record(event(number, minutes=number * 10))
        write_rows([b'{"row":%d}' % number for number in range(5)], minutes=SIZE * 10)
        make(folder, NAME)
        self.witness = WitnessStore(folder)
        self.witness.watch(logkey.vkey())
        self.signer = Signer(logkey.origin(), logkey.signer())
        self.bodies = [entry.body for entry in reader.entries()]
        assert self.shown(self.bodies, known=0) is Verdict.COSIGN

    def shown(self, bodies, known=None):
        """What the witness says to these entries, signed with the true key and proved as well as
        they can be."""
        whole = tree.Tree(tree.leaf_hash(body) for body in bodies)
        known = SIZE if known is None else known
        old = min(known, whole.size)
        head = Checkpoint(self.signer.name, whole.size, whole.root())
        proof = whole.consistency(old) if old else ()
        known = known if known <= whole.size else old
        request = Request(known, proof, heads.sign(head, self.signer))
        return self.witness.add_checkpoint(request.body(), 1)[0]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def put(position, body, hashed=None):
    """Body and hash, and the columns that repeat what it says."""
    run("UPDATE ledger_entry SET body = %s WHERE position = %s", body, position)
    hashed = tree.leaf_hash(body) if hashed is None else hashed
    run("UPDATE ledger_entry SET leaf_hash = %s WHERE position = %s", hashed, position)


def set_head(bodies):
    """The head as it would be over these entries."""
    frontier = tree.Frontier()
    for body in bodies:
        frontier = frontier.append(tree.leaf_hash(body))
    latest = max(leaf.read(body).at for body in bodies)
    run("UPDATE ledger_head SET size = %s, frontier = %s", frontier.size, frontier.to_bytes())
    run("UPDATE ledger_head SET last_at = %s", latest.replace(tzinfo=None) if SQLITE else latest)


SQLITE = connection.vendor == "sqlite"


def altered(body, chosen):
    """The same entry, saying something else."""
    plain = json.loads(body)
    plain["facts"] = {"number": chosen.randrange(1000, 2000)}
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def dated(body, minutes):
    plain = json.loads(body)
    at = leaf.read(body).at + timedelta(minutes=minutes)
    plain["at"] = at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


# Who changes tables only: each gives nothing, the tables are left changed.


def flip(log, chosen):
    position, column = chosen.randrange(SIZE), chosen.choice(["body", "leaf_hash"])
    entry = reader.entry(position)
    held = bytearray(entry.body if column == "body" else entry.leaf_hash)
    held[chosen.randrange(len(held))] ^= 1 << chosen.randrange(8)
    run(f"UPDATE ledger_entry SET {column} = %s WHERE position = %s", bytes(held), position)


def rewrite(log, chosen):
    position = chosen.randrange(SIZE - 1)
    put(position, altered(log.bodies[position], chosen))


def swap(log, chosen):
    one, two = chosen.sample(range(SIZE - 1), 2)
    put(one, log.bodies[two])
    put(two, log.bodies[one])


def drop(log, chosen):
    run("DELETE FROM ledger_entry WHERE position = %s", chosen.randrange(SIZE))


def cut(log, chosen):
    run("DELETE FROM ledger_entry WHERE position >= %s", chosen.randrange(SIZE))


def flip_rows(log, chosen):
    run("UPDATE ledger_rowchunk SET content = %s", b"\0\x03" + chosen.randbytes(3))


def flip_head(log, chosen):
    held = bytearray(storage.frontier().to_bytes())
    held[chosen.randrange(len(held))] ^= 1 << chosen.randrange(8)
    run("UPDATE ledger_head SET frontier = %s", bytes(held))


def relabel(log, chosen):
    column = chosen.choice(["tag", "about", "deal"])
    run(f"UPDATE ledger_entry SET {column} = 'x' WHERE position = %s", chosen.randrange(SIZE))


# Who makes the head anew as well: each gives the entries that are there now.


def roll_back(log, chosen):
    left = log.bodies[: chosen.randrange(1, SIZE)]
    run("DELETE FROM ledger_rowchunk")
    run("DELETE FROM ledger_entry WHERE position >= %s", len(left))
    return left


def fork(log, chosen):
    position = chosen.randrange(SIZE - 1)
    bodies = list(log.bodies)
    bodies[position] = altered(bodies[position], chosen)
    put(position, bodies[position])
    return bodies


def reorder(log, chosen):
    one = chosen.randrange(SIZE - 2)
    bodies = list(log.bodies)
    # The same moment, so that no clock gives it away.
    first, second = dated(bodies[one + 1], -10), dated(bodies[one], 10)
    bodies[one : one + 2] = [first, second]
    for at in (one, one + 1):
        put(at, bodies[at])
        moment = leaf.read(bodies[at]).at
        run(
            "UPDATE ledger_entry SET at = %s WHERE position = %s",
            moment.replace(tzinfo=None) if SQLITE else moment,
            at,
        )
    return bodies


def back_date(log, chosen):
    position = chosen.randrange(1, SIZE - 1)
    bodies = list(log.bodies)
    bodies[position] = dated(bodies[position], -chosen.randrange(1, 60))
    put(position, bodies[position])
    moment = leaf.read(bodies[position]).at
    run(
        "UPDATE ledger_entry SET at = %s WHERE position = %s",
        moment.replace(tzinfo=None) if SQLITE else moment,
        position,
    )
    return bodies


PLAIN = (flip, rewrite, swap, drop, cut, flip_rows, flip_head, relabel)
THOROUGH = (roll_back, fork, reorder, back_date)


def found_locally():
    """By ``shoumi ledger verify`` or the check at the start."""
    try:
        highwater.check()
    except (Conflict, ValueError):
        return True
    return not audit.verify_all().sound


@pytest.fixture
def log(house, tmp_path):
    # The house's own entries are later than these would be; a ledger of its own for this.
    with lifted():
        for table in ("ledger_entry", "ledger_rowchunk", "ledger_head"):
            run(f"DELETE FROM {table}")
    highwater.path().unlink(missing_ok=True)
    return Log(tmp_path / "witness")


def attacked(log, attack, chosen, *, head, mark):
    """Whether the house and whether the witness finds it; everything is put back."""
    kept = highwater.path().read_bytes()
    with transaction.atomic():
        with lifted():
            bodies = attack(log, chosen)
            if head:
                set_head(bodies)
        if mark:
            highwater.accept()
        here = found_locally()
        there = bodies is not None and log.shown(bodies) is not Verdict.COSIGN
        transaction.set_rollback(True)
    highwater.path().write_bytes(kept)
    return here, there


def test_every_attack_is_found_by_the_house_or_by_the_witness(log):
    assert not found_locally()
    chosen, missed, finders = random.Random(1), [], Counter()
    for number in range(COUNT):
        attack = [*PLAIN, *THOROUGH, *THOROUGH][number % 16]
        thorough = attack in THOROUGH
        mark = thorough and number % 32 >= 16
        here, there = attacked(log, attack, chosen, head=thorough, mark=mark)
        finders[attack.__name__, mark] += here
        if not (here if not mark else here or there):
            missed.append((number, attack.__name__, mark))
        if thorough and not there:
            missed.append((number, attack.__name__, "witness"))
    assert missed == []
    # What the strongest attacker leaves looks sound from inside; else the witness is tried in vain.
    assert finders["fork", True] == finders["roll_back", True] == finders["reorder", True] == 0
    assert min(finders[attack.__name__, False] for attack in (*PLAIN, *THOROUGH)) > 0
    assert not found_locally()
    assert log.shown(log.bodies) is Verdict.COSIGN


def test_an_entry_that_would_be_back_dated_is_not_taken(log):
    for minutes in (6, 60, 60 * 24 * 30):
        late = event(minutes=SIZE * 10 - minutes)
        with pytest.raises(TimeBehind), transaction.atomic():
            writer.record(late)
    assert reader.size() == SIZE
    write(1, minutes=SIZE * 10 - 4)
    assert reader.size() == SIZE + 1


def test_old_checkpoints_signed_again_are_refused(log):
    for size in range(1, SIZE):
        assert log.shown(log.bodies[:size]) is Verdict.CONFLICT


def test_a_house_that_shows_two_histories_is_caught_when_they_meet(log):
    chosen = random.Random(7)
    for _ in range(10):
        with transaction.atomic():
            with lifted():
                other = fork(log, chosen)
            transaction.set_rollback(True)
        more = [leaf.body(leaf.Event(Tag.OPENED, DORA, ANNA, AT, {"number": n})) for n in range(3)]
        assert log.shown([*other, *more]) is Verdict.INCONSISTENT
