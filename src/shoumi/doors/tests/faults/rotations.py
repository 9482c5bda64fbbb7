"""Rotations that are killed while somebody reads, and what must hold of them when they go on.

R1 nobody is lost: each person opens through the gate as before, and is found by the index
R2 who reads meanwhile is never refused and never waits long
R3 what was begun is finished, and its entry proves it: nothing left, no old key, nothing opened
R4 no key that was replaced is in a file of the keyring, and there is one root
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass

from shoumi.base.gate import disclosure
from shoumi.base.gate.decisions import ask
from shoumi.base.gate.tasks import question
from shoumi.base.ledger import reader
from shoumi.base.registry import field_register
from shoumi.base.rotation import approval, plans
from shoumi.base.rotation import services as rotation
from shoumi.base.rotation.events import Tag, What
from shoumi.base.rotation.models import Rotation, State
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State as Standing
from shoumi.base.subjects.models import Subject, Token
from shoumi.base.vault import keyring
from shoumi.base.vault.models import CompartmentKey, IndexKey, Kek, SigningKey, SubjectKey
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.core.vault.suites import GM
from shoumi.doors.demo import cast
from shoumi.doors.tests.faults import start_states
from shoumi.doors.tests.faults.flows import Flow
from shoumi.doors.tests.faults.forks import beside, in_child
from shoumi.doors.tests.faults.points import Points, watched
from shoumi.doors.tests.faults.runs import Found, Runs
from shoumi.doors.tests.faults.start_states import AT, member
from shoumi.doors.tests.second_person import agree

# Much longer than any lock of so few people is held, on a machine with much else to do.
PATIENCE_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
_INDEXED = "mobile"
_WRAPPED = (Kek, CompartmentKey, SubjectKey, IndexKey, SigningKey)


def rotate(what, target="", suite=None):
    """A step: one key; without a target the first of its kind."""

    def step(place, given):
        begun = rotation.start(
            what=what,
            target=target or plans.targets(what)[0],
            suite=suite,
            actor=member(cast.SECURITY),
            at=AT,
        )
        rotation.run(rotation=Ref(begun.ref), actor=member(cast.SECURITY), at=AT)

    step.__name__ = f"rotate_{what}_{target}"
    return step


def agree_on_all():
    """The second person's yes to every rotation below: given before, so that what is killed is
    the rotation alone."""
    wanted = [(What.KEK, name, None) for name in keyring.KEKS]
    wanted += [(what, "", None) for what in (What.ROOT, What.DEAL, What.DATA)]
    wanted += [(What.INDEX, _INDEXED, None), (What.SUITE, "", GM)]
    for what, target, suite in wanted:
        change = approval.begins(what, [target or plans.targets(what)[0]], suite, None)
        agree(change, actor=member(cast.SECURITY), at=AT)


def close_epoch(place, given):
    rotation.close_epoch(at=AT)


ROOT = Flow("rotation of the root", "agreed", (rotate(What.ROOT),), AT)
KEK = Flow(
    "rotation of key-encryption keys",
    "agreed",
    tuple(rotate(What.KEK, name) for name in keyring.KEKS),
    AT,
)
DEAL = Flow("rotation of deal keys", "agreed", (rotate(What.DEAL),), AT)
DATA = Flow("rotation of data keys", "agreed", (rotate(What.DATA),), AT)
INDEX = Flow("rotation of index keys", "agreed", (rotate(What.INDEX, _INDEXED),), AT)
SUITE = Flow("rotation into suite gm", "agreed", (rotate(What.SUITE, suite=GM),), AT)
EPOCH = Flow("rotation of an epoch", "erased", (close_epoch,), AT)


@dataclass
class Rotated(Found):
    """Also how often somebody read meanwhile, and the seconds the longest of it took."""

    reads: int = 0
    longest: float = 0.0

    def add(self, other):
        super().add(other)
        self.reads += other.reads
        self.longest = max(self.longest, other.longest)

    def __str__(self):
        return f"{super().__str__()}, reads={self.reads}, longest={self.longest * 1000:.0f}ms"


class Rotations(Runs):
    """Runs of a rotation with a reader beside each, from before the kill to after the recovery."""

    found = Rotated

    def __init__(self, places, given, flow, canaries):
        super().__init__(places, given, flow, canaries)
        self._reading = self._ended = None
        self._place.put_back(flow.world)
        self._values, self._before = in_child(self._as_before).require()

    def _as_before(self, tell):
        self._place.enter()
        tell(({ref: read(ref) for ref in _living()}, _wrapped()))

    def _begin(self):
        self._leave()
        super()._begin()
        self._reading = ExitStack()
        self._ended = self._reading.enter_context(beside(self._read_on))

    def _points_of_recovery(self, at):
        try:
            return super()._points_of_recovery(at)
        finally:
            self._leave()  # the tries have readers of their own

    def _leave(self):
        """End the reader, if there is one."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _read_on(self, tell, is_over):
        """Read everybody, one after the other, and tell how it went."""
        self._place.enter_aside()
        meanwhile = Rotated(self._flow.name, 0)
        while not is_over():
            for ref, values in self._values.items():
                begun = time.perf_counter()
                meanwhile.wrong += _unread(ref, values)
                meanwhile.longest = max(meanwhile.longest, time.perf_counter() - begun)
                meanwhile.reads += 1
                if meanwhile.reads == 1:
                    tell(meanwhile)
                if is_over():
                    break
                time.sleep(_PAUSE_SECONDS)
        if meanwhile.longest > PATIENCE_SECONDS:
            meanwhile.wrong.append(f"R2 a reader waited {meanwhile.longest:.1f} s")
        tell(meanwhile)

    def _judge(self, found, where, acked, *, go_on):
        ended = in_child(lambda _: self._recover(Points()))
        assert not ended.trouble, ended.trouble
        self._leave()
        meanwhile = self._ended[0].require()
        meanwhile.wrong = [f"{where}: {one}" for one in meanwhile.wrong]
        found.add(meanwhile)
        super()._judge(found, where, acked, go_on=go_on)

    def _recover(self, points):
        super()._recover(points)
        with watched(points):
            rotation.resume(at=self._flow.over_at)
        return points.names

    def _after(self, acked, go_on):
        wrong = super()._after(acked, go_on)
        return [*wrong, *self._lost(), *_unproved(), *self._kept()]

    def _lost(self):
        found = _read_at_once([*self._values])
        for ref, values in self._values.items():
            if found.get(ref) != values:
                yield f"R1 {ref} does not open with the others as before"
                yield from _unread(ref, values)
        yield from _unfound(self._values)

    def _kept(self):
        """Keys of before that nobody holds any more and that still stand in a file."""
        roots = [path.name for path in self._place.home.glob("root*")]
        if len(roots) != 1:
            yield f"R4 roots: {sorted(roots)}"
        gone = self._before - _wrapped()
        for path in self._place.home.glob("keyring.sqlite3*"):
            content = path.read_bytes()
            if count := sum(key in content for key in gone):
                yield f"R4 {path.name} holds {count} of {len(gone)} keys that were replaced"


def read(ref, at=AT):
    """What the gate opens of a person."""
    asked = question(
        actor=member(cast.DPO),
        act=Act.REVEAL,
        task=start_states.task(Purpose.INVENTORY),
        subject=ref,
        fields=start_states.FIELDS,
        at=at,
    )
    return disclosure.open(ask(asked), at=at)


def _read_at_once(refs):
    """What the gate opens of many people as one act; nothing where it opens nobody."""
    asked = question(
        actor=member(cast.DPO),
        act=Act.REVEAL,
        task=start_states.task(Purpose.INVENTORY),
        fields=start_states.FIELDS,
        at=AT,
    )
    try:
        return dict(disclosure.open_many(asked, refs)[0])
    except Exception:  # noqa: BLE001 - whatever stops it, each is read alone then
        return {}


def _living():
    rows = Subject.objects.exclude(state=Standing.DESTROYED).order_by("ref")
    return [Ref(ref) for ref in rows.values_list("ref", flat=True)]


def _unread(ref, values):
    try:
        if read(ref) != values:
            yield f"R1 {ref} opens as somebody else"
    except Exception as error:  # noqa: BLE001 - whatever stops it from opening
        yield f"R1 {ref} does not open: {error!r} {getattr(error, 'facts', {})}"


def _unfound(everybody):
    """By the index; a mobile number may be a guardian's, whom several share."""
    known = {ref: values[_INDEXED] for ref, values in everybody.items() if _INDEXED in values}
    hits = subjects.holding(start_states.dataset("customers"), _INDEXED, list(known.values()))
    for ref, found in zip(known, hits, strict=True):
        if ref not in found:
            yield f"R1 {ref} is not found by the index"
    fields = [code for code, rule in field_register().items() if rule.is_indexed]
    newest = {row.field: row.epoch for row in IndexKey.objects.order_by("epoch")}
    for row in Token.objects.all():
        if row.field not in fields or row.epoch != newest[row.field]:
            yield f"R1 a token of {row.field} is of an old key"


def _unproved():
    """R3"""
    told = {
        entry.position: line.facts
        for entry in reader.entries()
        if (line := entry.line()).tag == Tag.FINISHED
    }
    for row in Rotation.objects.all():
        facts = told.get(row.position, {})
        if row.state != State.DONE:
            yield f"R3 {row} was begun and not finished"
        elif (facts["left"], facts["olds"], facts["opened"]) != (0, 0, 0):
            yield f"R3 {row} is not proved: {facts}"
        elif row.what == What.SUITE and (left := plans.in_other_suite(row.suite)):
            yield f"R3 {left} are in the suite before"
    if len(told) != Rotation.objects.filter(state=State.DONE).count():
        yield f"R3 {len(told)} entries for {Rotation.objects.count()} rotations"


def _wrapped():
    """Every wrapped key of the keyring."""
    return {
        bytes(key)
        for table in _WRAPPED
        for key in table._default_manager.values_list("wrapped", flat=True)
    }
