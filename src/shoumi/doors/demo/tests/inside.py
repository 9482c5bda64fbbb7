"""What a test does inside a home, in a process of its own: ``inside VERB ARGUMENTS``.

Each verb prints one JSON document.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path


def copy(home: Path, to: Path) -> None:
    """A copy of the data folder as a backup would make it: files, and databases by their own way."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("*.sqlite3*", "*.lock"))
    for name in ("shoumi.sqlite3", "keyring.sqlite3"):
        with (
            closing(sqlite3.connect(home / name)) as here,
            closing(sqlite3.connect(to / name)) as there,
        ):
            here.backup(there)


class Watching:
    """Looks at the home between two steps of the story."""

    def __init__(self, home: Path, out: Path) -> None:
        self.home, self.out = home, out

    def begin(self, words, on) -> None: ...
    def explain(self, plan) -> None: ...

    def told(self, step) -> None:
        if step.name == "destroy_propose":
            copy(self.home, self.out / "before")
            (self.out / "condemned.json").write_text(json.dumps(_condemned()))
        if step.name == "campaign":
            copy(self.home, self.out / "fork")


def _condemned():
    """References, keys (plain and wrapped) and envelopes of the people about to be destroyed."""
    from shoumi.base import clock
    from shoumi.base.subjects.models import Record, Subject, Token
    from shoumi.base.vault import keys
    from shoumi.base.vault.models import SubjectKey
    from shoumi.core.refs import Ref

    past = Subject.objects.filter(retention_until__lt=clock.today())
    refs = [Ref(ref) for ref in past.values_list("ref", flat=True)]
    opened = keys.load(refs)
    rows = SubjectKey.objects.filter(subject__in=refs)
    blobs = Record.objects.filter(subject__in=refs).values_list("blob", flat=True)
    return {
        "refs": refs,
        "keys": [opened.of(ref).reveal().hex() for ref in refs],
        "wrapped": [bytes(row.wrapped).hex() for row in rows],
        "commits": [bytes(row.commit).hex() for row in rows],
        "envelopes": [bytes(blob).hex() for blob in blobs],
        "tokens": Token.objects.filter(subject__in=refs).count(),
    }


def watch(out: str):
    """Tell the whole story, and keep copies of the home at two points of it."""
    from shoumi.doors import homes
    from shoumi.doors.demo import runner

    home = homes.folder()
    request = runner.Request(home=home, variant="equity", customers=1000)
    return runner.as_json(runner.tell(request, Watching(home, Path(out))))


class Shown:
    """Shows the same story in each language on screens of several widths."""

    def __init__(self, widths) -> None:
        from rich.console import Console

        from shoumi.doors.demo import runner, show

        self.live = [
            show.Live(
                Console(file=io.StringIO(), width=width),
                lang,
                runner.STEPS,
                lambda plan: None,
            )
            for width in widths
            for lang in ("zh", "en")
        ]

    def begin(self, words, on) -> None:
        for one in self.live:
            one.begin(words, on)

    def explain(self, plan) -> None: ...

    def told(self, step) -> None:
        for one in self.live:
            one.told(step)


def shown(customers: str, *widths: str):
    """Tell the story once; what ``shoumi demo`` prints of it, by language and width."""
    from shoumi.doors import homes
    from shoumi.doors.demo import expected, runner, show

    home, count = homes.folder(), int(customers)
    shown = Shown([int(width) for width in widths])
    told = runner.tell(runner.Request(home=home, variant="equity", customers=count), shown)
    for one in shown.live:
        counts = expected.counts("equity", count)
        assert show.compare(one.console, one.lang, told.story, counts, expected.DEADLINES)
        show.end(one.console, one.lang, told, home, has_open=False)
    return {f"{one.lang} {one.console.width}": one.console.file.getvalue() for one in shown.live}


def fork(out: str, size: str):
    """Go on otherwise from here, at least to ``size`` entries, and export it as the dossier."""
    from shoumi.base.clock import now
    from shoumi.base.deals import services as deals
    from shoumi.base.deals.models import Deal
    from shoumi.base.dossier import export
    from shoumi.base.ledger import reader
    from shoumi.base.vault import logkey
    from shoumi.core.milestones import FilingKind
    from shoumi.core.refs import Ref

    deal = Ref(Deal.objects.get().ref)
    actor = Ref(next(line.actor for line in _lines(reader.entries(tag="deal.created"))))
    while reader.size() < int(size):
        deals.file(
            deal=deal,
            kind=FilingKind.TERMS_ACCEPTED,
            sha256=reader.size().to_bytes(32, "big"),
            actor=actor,
            at=now() + timedelta(seconds=1),
        )
    done = export.export(
        Path(out),
        deal,
        papers=[],
        receipts=[],
        signer=logkey.signer(),
        origin=logkey.origin(),
        at=now(),
    )
    return {"size": done.size}


def _lines(found):
    return (entry.line() for entry in found)


def replay():
    """After an older copy of the data was put back: accept it, destroy again, try to open."""
    from shoumi.base.ledger import highwater
    from shoumi.base.subjects.models import Record, Subject, Token
    from shoumi.base.vault import keys
    from shoumi.base.vault.errors import NoKey
    from shoumi.core.refs import Ref

    refs = [Ref(ref) for ref in Subject.objects.values_list("ref", flat=True)]
    keyless = sorted(set(refs) - keys.existing(refs))
    brought_back = Record.objects.filter(subject__in=keyless).count()

    def opened() -> int:
        count = 0
        for ref in keyless:
            try:
                keys.load([ref])
                count += 1
            except NoKey:
                continue
        return count

    before = opened()
    highwater.accept()
    order = [sys.executable, "-m", "shoumi.doors.cli", "destroy", "replay", "--yes", "--json"]
    again = json.loads(subprocess.run(order, check=True, capture_output=True).stdout)["count"]
    return {
        "keyless": keyless,
        "brought_back": brought_back,
        "opened_before": before,
        "replayed": again,
        "opened_after": opened(),
        "records": Record.objects.filter(subject__in=keyless).count(),
        "tokens": Token.objects.filter(subject__in=keyless).count(),
        "destroyed": Subject.objects.filter(ref__in=keyless, state="DESTROYED").count(),
    }


def destroyed():
    """Who was destroyed in this home, and what is left of each; how many are held."""
    from shoumi.base.deals.models import Deal
    from shoumi.base.subjects import queries
    from shoumi.base.subjects.models import Record, State, Subject, Token
    from shoumi.base.vault import keys
    from shoumi.core.refs import Ref

    gone = Subject.objects.filter(state=State.DESTROYED).order_by("destroyed_at")
    left = {
        ref: [
            len(keys.existing([Ref(ref)])),
            Record.objects.filter(subject=ref).count(),
            Token.objects.filter(subject=ref).count(),
        ]
        for ref in gone.values_list("ref", flat=True)
    }
    return {"left": left, "held": queries.of_deal(Ref(Deal.objects.get().ref)).count()}


def exposed(since: str, until: str):
    """Whom the ledger names between two moments as opened, entry by entry; whom it counted."""
    from datetime import datetime

    from shoumi.base.ledger import reader
    from shoumi.chapters.incidents.models import Exposure

    first, last = datetime.fromisoformat(since), datetime.fromisoformat(until)
    found = set()
    for one in reader.entries():
        line = one.line()
        if line.tag in ("gate.revealed", "package.sealed") and first <= line.at < last:
            rows = [json.loads(row)["subject"] for row in reader.rows(one.position)]
            found |= set(rows) or {str(line.about)}
    return {"named": len(found), "counted": Exposure.objects.get().persons}


def opened(subject: str):
    """The values of somebody of this home, and everything under which they lie here."""
    from shoumi.base.subjects.models import Record
    from shoumi.base.subjects.services import RECORD_KIND
    from shoumi.base.vault import decryption, keys
    from shoumi.base.vault.models import SubjectKey
    from shoumi.core.refs import Ref
    from shoumi.core.terms import DataGrade

    ref = Ref(subject)
    found = list(Record.objects.filter(subject=ref))
    sealed = [(ref, RECORD_KIND, DataGrade(one.compartment), bytes(one.blob)) for one in found]
    values = decryption.open_many(sealed)
    return {
        "values": [value for one in values for value in one.values() if value],
        "sealed": [
            keys.load([ref]).of(ref).reveal().hex(),
            bytes(SubjectKey.objects.get(subject=ref).wrapped).hex(),
            *(bytes(one.blob).hex() for one in found),
        ],
    }


def signing_key():
    """The private key of the log, as somebody who runs the server could take it."""
    from shoumi.base.vault import logkey

    return base64.b64encode(logkey.signer().private_bytes_raw()).decode()


def main(verb: str, *arguments: str) -> None:
    from shoumi.doors import homes

    homes.load()
    known = (watch, shown, fork, replay, destroyed, exposed, opened, signing_key)
    verbs = {one.__name__: one for one in known}
    json.dump(verbs[verb](*arguments), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
