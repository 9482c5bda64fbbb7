"""An older copy of the data beside today's keyring, and every byte of every file (SQLite)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection, connections

from shoumi.base import registry
from shoumi.base.gate import decisions, disclosure
from shoumi.base.ledger import highwater, reader
from shoumi.base.ledger.errors import Shortened
from shoumi.base.subjects import queries
from shoumi.base.subjects.models import Record, Token
from shoumi.base.vault import decryption as vault
from shoumi.base.vault import keys
from shoumi.base.vault.errors import NoKey
from shoumi.base.vault.models import SubjectKey
from shoumi.chapters.destruction import rules, services
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.tests.house.destruction_run import (
    Crash,
    carry_out,
    dies,
    left_of,
    ordered,
    read,
)
from shoumi.core.gate.policy import Code
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DataGrade, Purpose
from shoumi.core.vault.errors import WillNotOpen
from shoumi.doors.tests import traces
from shoumi.doors.tests.house import person, told, values

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def found(house):
    house.task_ = house.task()
    return house.keep_many(4)


class Copy:
    """The file of the data as it was, to be put in its place again."""

    def __init__(self, folder: Path) -> None:
        self.live = Path(connections["default"].settings_dict["NAME"])
        self.kept = folder / "older.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.live, self.kept)

    def restore(self) -> None:
        connections["default"].close()
        for beside in ("-wal", "-shm"):
            self.live.with_name(self.live.name + beside).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.live)


class TestAnOlderCopyOfTheData:
    @pytest.fixture
    def restored(self, house, found, tmp_path):
        """Two of four were destroyed; then the data file of before is back, beside today's keys."""
        order = ordered(house, found[:2])
        copy = Copy(tmp_path)
        carry_out(house, order)
        copy.restore()
        return house

    def test_opens_nothing_before_somebody_accepted_it(self, restored, found):
        with pytest.raises(Shortened):
            highwater.check()
        for subject in found:
            decision = decisions.ask(restored.asked(restored.task_, subject))
            assert Code.LEDGER_NOT_READY in {reason.code for reason in decision.reasons}
            with pytest.raises(Shortened):
                read(restored, subject)

    def test_is_not_replayed_into_before_somebody_accepted_it(self, restored, found):
        with pytest.raises(Shortened):
            services.replay(at=restored.at)
        assert left_of(found[:2])[1:] == (2, 2, 2)

    def test_gives_nobody_back(self, restored, found):
        """The sealed records are there again, marked as alive, and no key opens them."""
        highwater.accept()
        gone, stay = found[:2], found[2:]
        assert left_of(gone)[0] == 0
        assert Record.objects.filter(subject__in=gone).count() == 2
        for subject in gone:
            with pytest.raises(NoKey):
                read(restored, subject)
        assert [read(restored, subject) for subject in stay] == [values(2), values(3)]

    def test_loses_them_again(self, restored, found):
        highwater.accept()
        assert services.replay(at=restored.at) == 2
        assert left_of(found[:2]) == (0, 0, 0, 0)
        assert [read(restored, subject) for subject in found[2:]] == [values(2), values(3)]
        (line,) = told("tombstone.replayed")
        assert (line.actor, line.facts) == (SYSTEM, {"count": 2})
        assert services.replay(at=restored.at) == 0

    def test_replays_after_a_crash_in_the_middle(self, restored, found, monkeypatch):
        highwater.accept()
        dies(monkeypatch, services, "_destroy_everywhere", after=True)
        with pytest.raises(Crash):
            services.replay(at=restored.at)
        assert told("tombstone.replayed") == []
        assert services.replay(at=restored.at) == 2
        assert left_of(found[:2]) == (0, 0, 0, 0)

    def test_has_an_order_that_ends_with_nothing_left_to_do(self, restored, found):
        highwater.accept()
        order = Order.objects.get()
        assert order.state == rules.State.CONFIRMED
        services.replay(at=restored.at)
        done = carry_out(restored, Ref(order.ref))
        assert (done.state, done.keys_erased) == ("VERIFIED", 0)


NAME = "虚构甲壹佰"  # five characters, long enough in every spelling
CANARY = {
    "name": NAME,
    "mobile": "15400771234",
    "address": "示例省虚构市金丝雀路七十七号",
    "email": "canary-77@yunlan.example",
    "id_number": "990000199001011116",
    "bank_account": "9999990000000014",
}


class TestNoFileOfTheHome:
    @pytest.fixture
    def canary(self, house):
        """One among many: stored, indexed and read."""
        house.keep_many(40)
        (ref,) = house.keep(person(77, **CANARY))
        house.keep_many(40)
        task = house.task(fields=sorted(CANARY))
        register = registry.field_register()
        fields = [code for code in CANARY if Purpose.INVENTORY in register[code].purposes]
        house.at = house.go(minutes=1)
        disclosure.open(decisions.ask(house.asked(task, ref, fields=fields)), at=house.at)
        return ref

    def needles(self, ref):
        """Everything of the person and of the person's key, in every spelling."""
        secret = keys.load([ref]).of(ref).reveal()
        row = SubjectKey.objects.get(subject=ref)
        texts = [spelling for value in CANARY.values() for spelling in traces.spellings(value)]
        sealed = [
            bytes(blob)
            for blob in Record.objects.filter(subject=ref).values_list("blob", flat=True)
        ]
        return {
            "values": set(texts),
            "keys": {
                part
                for own in (secret, bytes(row.wrapped), bytes(row.commit))
                for part in traces.of_bytes(own)
            },
            "envelopes": {part for blob in sealed for part in traces.of_bytes(blob)},
        }

    def test_hides_a_value_from_the_search(self, house, home):
        """The sabotage twin: each spelling of each value, alone in a file, is found."""
        for value in CANARY.values():
            for number, needle in enumerate(sorted(set(traces.spellings(value)))):
                leak = home / "leak"
                leak.write_bytes(b"\x00" * number + needle + b"\xff")
                assert ("leak", needle) in traces.found({needle}, home)
                leak.unlink()

    def test_holds_a_value_in_the_clear_while_the_person_lives(self, house, canary, home):
        assert traces.found(self.needles(canary)["values"], home) == set()

    def test_holds_a_key_or_a_value_of_a_destroyed_person(self, house, canary, home):
        needles = self.needles(canary)
        # The search finds what is there, or finding nothing afterwards would prove nothing.
        wrapped = bytes(SubjectKey.objects.get(subject=canary).wrapped)
        assert traces.found(set(traces.of_bytes(wrapped)), home)
        assert traces.found(needles["envelopes"], home)
        carry_out(house, ordered(house, [canary]))
        for what in ("values", "keys"):
            assert traces.found(needles[what], home) == set(), what

    def test_holds_an_envelope_in_a_living_row_or_in_the_journal(self, house, canary):
        carry_out(house, ordered(house, [canary]))
        assert Record.objects.filter(subject=canary).count() == 0
        assert Token.objects.filter(subject=canary).count() == 0
        live = Path(connections["default"].settings_dict["NAME"])
        wal = live.with_name(f"{live.name}-wal")
        assert not wal.exists() or wal.stat().st_size == 0

    def test_opens_with_a_key_that_is_left(self, house, canary):
        """Whoever kept the envelopes tries every key of the house on them."""
        kept = list(Record.objects.filter(subject=canary).values_list("compartment", "blob"))
        carry_out(house, ordered(house, [canary]))
        for other in keys.subjects():
            for grade, blob in kept:
                with pytest.raises(WillNotOpen):
                    vault.open_many([(other, "person", DataGrade(grade), bytes(blob))])
        for grade, blob in kept:
            with pytest.raises(NoKey):
                vault.open_many([(canary, "person", DataGrade(grade), bytes(blob))])

    def test_betrays_whom_the_ledger_names(self, house, canary):
        """The ledger keeps its rows; the name in them cannot be made again."""
        name = keys.pseudonym(canary)
        carry_out(house, ordered(house, [canary]))
        assert any(
            name.encode() in row
            for entry in reader.entries()
            for row in reader.rows(entry.position)
        )
        with pytest.raises(NoKey):
            keys.pseudonym(canary)
        assert canary not in {Ref(ref) for ref in queries.refs(queries.of_deal(house.deal))}
