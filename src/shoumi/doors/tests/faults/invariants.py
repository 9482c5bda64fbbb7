"""What must hold of a home after every fault, and a picture of it that two runs can be told by.

I1 nothing was revealed without its ledger entry          I5 destroyed people have nothing left
I3 the ledger recomputes and is not behind its mark       I6 no file holds a person in the clear
I4 every envelope and every paper opens                   I7 every order and package is in a state
I8 nobody confirmed or released what was his own             that its rows bear out
I9 the engine finds its files sound

I2, all or nothing, is the picture: after a fault it must be that of one of the flow's stages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db import connections
from django.db.models import BinaryField

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.gate.events import Tag as Gate
from shoumi.base.handover import cleanup as packages
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.handover.models import State as Sent
from shoumi.base.ledger import audit, reader
from shoumi.base.subjects.events import Tag as Subjects
from shoumi.base.subjects.models import Record, State, Subject, Token
from shoumi.base.subjects.services import RECORD_KIND
from shoumi.base.vault import keys
from shoumi.chapters.consent.models import Invitation
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.models import Order
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope
from shoumi.doors.tests.faults.points import ALIASES

LATER = datetime(9999, 1, 1, tzinfo=UTC) - timedelta(days=2)  # every leftover is older

# An intent to reveal may stand there twice: it says "may have been seen".  A refusal is told, and
# sweeping is no act.  The keys that must be there are counted by themselves.
_NOT_OF_A_STAGE = frozenset({Gate.REVEALED, Gate.DECIDED, Subjects.KEYS_SWEPT})
# What somebody looks at meanwhile belongs to no stage.
_NOT_PICTURED = frozenset(
    {"gate.SingleRead", "ledger.Entry", "ledger.Head", "ledger.RowChunk", "vault.SubjectKey"}
)
_CODE_LENGTH = 20
_REF = re.compile(r"\b([a-z]+)-[0-9a-z]{12,}\b")
_HEX = re.compile(r"\A[0-9a-f]{64}\Z")


def look(place, canaries):
    """Everything that is wrong with the home; nothing where it is sound."""
    wrong = [
        *_ledger(place),
        *_people(),
        *_papers(),
        *_orders(),
        *_packages(),
        *_messages(place),
        *_files(place, canaries),
        *_engine(),
    ]
    return [str(one) for one in wrong]


def _ledger(place):
    yield from audit.verify_all().findings
    is_revealed = any(entry.line().tag == Gate.REVEALED for entry in reader.entries())
    if not is_revealed and (any(place.outside.iterdir()) or any(handover.folder().iterdir())):
        yield "I1 revealed without an entry"


def _people():
    living = {
        Ref(ref)
        for ref in Subject.objects.exclude(state=State.DESTROYED).values_list("ref", flat=True)
    }
    papers = {Ref(ref) for ref in Document.objects.values_list("ref", flat=True)}
    keyed = set(keys.subjects())
    needed = living | papers
    if keyed != needed:
        yield f"I4 keys: {len(needed - keyed)} missing, {len(keyed - needed)} over"
    held = {*Record.objects.values_list("subject", flat=True)}
    if held != living or not {*Token.objects.values_list("subject", flat=True)} <= living:
        yield f"I5 records of {len(held - living)} who are gone; none of {len(living - held)}"
    opened = keys.load(living & keyed)
    for record in Record.objects.filter(subject__in=living & keyed):
        subject = Ref(record.subject)
        where = envelope.Place(opened.tenant, DataGrade(record.compartment), subject, RECORD_KIND)
        try:
            envelope.unseal(bytes(record.blob), place=where, key=opened.of(subject))
        except Exception as error:  # noqa: BLE001 - whatever stops it from opening
            yield f"I4 {record} does not open: {error!r}"


def _papers():
    for ref in Document.objects.values_list("ref", flat=True):
        try:
            store.get(Ref(ref))
        except Exception as error:  # noqa: BLE001 - whatever stops it from opening
            yield f"I4 {ref} does not open: {error!r}"
    yield from leftovers()


def leftovers():
    """Files that belong to nothing."""
    for path in (*store.orphans(older_than=LATER), *packages.orphans(older_than=LATER)):
        yield f"I2 a file of nothing in {path.parent.name}: {path.suffix or 'whole'}"


def _orders():
    for order in Order.objects.all():
        items = list(order.items.values_list("subject", flat=True))
        gone = Subject.objects.filter(ref__in=items, state=State.DESTROYED).count()
        is_over = order.state not in (rules.State.PROPOSED, rules.State.CONFIRMED)
        if order.state == rules.State.BEGUN:
            yield f"I7 {order} was begun and not finished"
        if gone != (len(items) if is_over else 0):
            yield f"I7 {order} is {order.state} and {gone} of {len(items)} are gone"
        if order.proposer in order.confirmed:
            yield f"I8 {order} was confirmed by its proposer"
        if is_over and not rules.is_witnessed(order.proposer, order.confirmed):
            yield f"I8 {order} ran without witnesses"
        if order.state == rules.State.CERTIFIED and not order.document:
            yield f"I7 {order} is certified without a paper"


def _packages():
    for package in Package.objects.exclude(state=Sent.VOIDED):
        path = handover.folder() / package.file_name
        if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
            yield f"I4 the file of {package} is another"
        if package.released_by == package.sealed_by:
            yield f"I8 {package} was released by its sealer"


def _messages(place):
    """Whoever got a message twice got the same code, and it is the one that counts."""
    told = place.outside / "told"
    counts = dict(Invitation.objects.values_list("subject", "code_sha256"))
    # A message that was cut off is none; the next one begins on a line of its own.
    for line in told.read_text().splitlines() if told.exists() else ():
        subject, _, code = line.partition(" ")
        is_whole = len(code) == _CODE_LENGTH
        if is_whole and hashlib.sha256(code.encode()).hexdigest() != counts[subject]:
            yield f"I2 a message to {subject} carries a code that is void"


def _files(place, canaries):
    for path in place.home.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if any(canary in content for canary in canaries):
            yield f"I6 {path.relative_to(place.home)} holds a person in the clear"


def canaries(people):
    """What the people have in common, and a few of their names, as it would lie in a file."""
    texts = ["1540000", "虚构市东虚区", "虚构市西拟区", *(own.name for own in people[::8])]
    escaped = {json.dumps(text).strip('"').encode() for text in texts}
    coded = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "gb18030")}
    return sorted(escaped | coded)


def _engine():
    for alias in ALIASES:
        connection = connections[alias]
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA integrity_check")
                said = [text for (text,) in cursor.fetchall()]
                if said != ["ok"]:
                    yield f"I9 {alias}: {said}"
            connection.check_constraints()


def picture():
    """The whole content of both databases, without what no two runs have in common."""
    tags = [entry.line().tag for entry in reader.entries()]
    rows = Counter()
    for model in apps.get_models():
        if model._meta.label in _NOT_PICTURED:
            continue
        named = [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, BinaryField) and not _is_counted(field.attname)
        ]
        for row in model._default_manager.values_list(*named):
            rows[model._meta.label, repr([_plain(value) for value in row])] += 1
    kept = [tag for tag in tags if tag not in _NOT_OF_A_STAGE]
    home = handover.folder().parent
    files = Counter(path.parent.name for path in (*home.glob("blobs/*"), *home.glob("packages/*")))
    said = json.dumps([kept, sorted((*key, n) for key, n in rows.items()), sorted(files.items())])
    return Picture(hashlib.sha256(said.encode()).hexdigest(), kept, rows)


# What a killed process had done is counted again or not at all; ``erased`` counts leftovers too.
_COUNTS = frozenset({"done", "erased", "tried", "total"})


def _is_counted(name):
    is_own = name in _COUNTS or name in ("id", "token", "size_bytes")
    return is_own or name.endswith(("_id", "position"))


def _plain(value):
    """A value as two runs have it in common."""
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in sorted(value.items())}
    if isinstance(value, str):
        return "#" if _HEX.match(value) else _REF.sub(r"\1", value)
    return value


class Picture:
    """``digest`` tells two apart; the rest says how they differ."""

    def __init__(self, digest, tags, rows):
        self.digest, self.tags, self.rows = digest, tags, rows

    def __eq__(self, other):
        return self.digest == other.digest

    __hash__ = None

    def differs(self, other):
        mine, theirs = self.rows - other.rows, other.rows - self.rows
        extra = Counter(self.tags) - Counter(other.tags)
        missing = Counter(other.tags) - Counter(self.tags)
        return f"more {dict(mine)} {dict(extra)}, less {dict(theirs)} {dict(missing)}"
