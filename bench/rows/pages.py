"""Pages, against a Django view that does the bare same and nothing else."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.web import browser, home

from bench.measurement import Row, paired
from shoumi.core.terms import Role

PEOPLE, MANY, FEW = 1_000, 100_000, 1_000
TIMES = 20
_PAINTS, _LOOKS = 5, 500
_FIRST_PAINT = """
    performance.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime)[0]
"""
FIELDS = ("name", "mobile", "address")


@contextmanager
def _open_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    try:
        told = home.tell(folder / "home", customers=PEOPLE)
        home.start(told)
        yield folder
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder)


def page_list() -> Row:
    with _open_home():
        return _page_list()


def _page_list() -> Row:
    from bench import bare_project
    from shoumi.doors.tests.visitors import signed_in

    reader = signed_in(_officer())
    deal = bare_project.first_deal()
    visitor = bare_project.Visitor()

    def ours() -> None:
        for _ in range(TIMES):
            assert reader.get(f"/customers?deal={deal}", secure=True).status_code == 200

    def theirs() -> None:
        for _ in range(TIMES):
            assert visitor.get("/list").status_code == 200

    shown, told = reader.get(f"/customers?deal={deal}", secure=True), visitor.get("/list")
    assert shown.content.count(b"<tr>") == told.content.count(b"<tr>"), "not the same rows"
    mine, other = paired(ours, theirs, rounds=10, cpu=True)
    return Row(
        key="page_list",
        name=f"the page of customers, 50 of {PEOPLE:,}",
        ours=mine / TIMES * 1e3,
        unit="ms",
        peer="bare Django view of the same rows",
        theirs=other / TIMES * 1e3,
        target=0.5,
        note="CPU time; ours: session, roles, deal, tasks, filters, menu, ledger's head in the "
        f"frame, {len(shown.content):,} bytes; theirs: Django's own middleware of a new project, "
        "session and user, the same rows and answers, the same table in a bare page, "
        f"{len(told.content):,} bytes; both through Django's test client in one process",
    )


def page_reveal() -> Row:
    from unittest.mock import patch

    with _open_home() as folder:
        from shoumi.base.gate import reading_limits

        # Counted as ever, and let through: one person reads more here than anybody may.
        counted = reading_limits.left_of_usual
        with patch.object(reading_limits, "left_of_usual", lambda *asked: counted(*asked) + PEOPLE):
            return _page_reveal(folder)


def _page_reveal(folder: Path) -> Row:
    from bench import bare_project
    from shoumi.base.subjects.models import Subject
    from shoumi.doors.tests.visitors import signed_in

    officer = _officer()
    reader, task = signed_in(officer), _task(officer)
    # A minor's record takes a second person's yes each time.
    adults = Subject.objects.filter(kind="INDIVIDUAL", is_minor=False)
    people = list(adults.values_list("ref", flat=True)[:TIMES])
    assert len(people) == TIMES
    asked = "&".join(f"field={one}" for one in FIELDS)
    visitor = bare_project.Visitor()
    bare_project.prepare(folder / "bare.sqlite3", people)

    def opened(one: str) -> Any:
        # As the page's script sends it.
        address = f"/customers/{one}/reveal?task={task}&{asked}"
        return reader.post(address, secure=True, headers={"HX-Request": "true"})

    def ours() -> None:
        for one in people:
            answer = opened(one)
            assert answer.status_code == 200, answer.content.decode()[-3000:]

    def theirs() -> None:
        for one in people:
            assert visitor.post(f"/reveal/{one}?{asked}").status_code == 200

    shown, told = opened(people[0]), visitor.post(f"/reveal/{people[0]}?{asked}")
    drawn = shown.content.count(b"data-plain"), told.content.count(b"<tr>")
    assert drawn == (len(FIELDS), len(FIELDS)), "not the same fields"
    before = _reveals()
    mine, other = paired(ours, theirs, rounds=10, cpu=True)
    assert _reveals() == before + 11 * len(people), "a reveal left no entry"
    return Row(
        key="page_reveal",
        name="three fields of a person revealed on their page",
        ours=mine / TIMES * 1e3,
        unit="ms",
        peer="bare Django view that opens and logs",
        theirs=other / TIMES * 1e3,
        target=0.33,
        note="CPU time; ours: what the page's script sends (HX-Request): session and fresh proof, "
        "roles, the person and the task, the gate asked with every rule under the ledger's lock, "
        "the entry committed (WAL, FULL), the ledger's mark outside the database moved up, key "
        "and envelopes opened, the three rows with their countdown, the sheet and the line of who "
        f"looked, {len(shown.content):,} bytes; theirs: Django's own middleware of a new project, "
        "session and user, the person's row, three AES-256-GCM values fetched and each opened, "
        "one audit row committed (WAL, FULL), three rows in a bare page, "
        f"{len(told.content):,} bytes; both through Django's test client in one process",
    )


def today_ms() -> Row:
    large, small = _first_paint(MANY), _first_paint(FEW)
    return Row(
        key="today_ms",
        name=f"first paint of Today with {MANY:,} customers, in Chromium",
        ours=large,
        unit="ms",
        peer=f"the same with {FEW:,}",
        theirs=small,
        target=1000,
        note=f"first-contentful-paint, median of {_PAINTS} loads, served by shoumi serve on the "
        "same machine",
        is_limit=True,
    )


def _first_paint(customers: int) -> float:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    try:
        told = home.tell(folder / "home", customers=customers)
        person = home.run(told, *_OFFICER).strip()
        with (
            browser.served(told) as served,
            browser.chromium() as chromium,
            browser.window(chromium, served.site) as window,
        ):
            browser.play(window, served.link, person)
            return statistics.median(_paint(window) for _ in range(_PAINTS))
    finally:
        shutil.rmtree(folder)


def _paint(window: browser.Window) -> float:
    window.page.goto(f"{window.site}/")
    for _ in range(_LOOKS):  # the page's policy lets nobody wait inside it for an expression
        found = window.page.evaluate(_FIRST_PAINT)
        if found is not None:
            return float(found)
        window.page.wait_for_timeout(20)
    raise RuntimeError("nothing was painted")


_OFFICER = (
    sys.executable,
    "-c",
    (
        "from shoumi.doors import homes; homes.load(); "
        "from shoumi.base.accounts.models import Grant; "
        "print(Grant.objects.filter(role='DPO', until=None).order_by('position')[0].person_id)"
    ),
)


def _officer() -> Any:
    return _holder(Role.DPO)


def _holder(role: Role) -> Any:
    from shoumi.base.accounts.models import Grant
    from shoumi.core.refs import Ref

    return Ref(Grant.objects.filter(role=role, until=None).order_by("position")[0].person_id)


def _task(officer: Any) -> str:
    from bench import bare_project
    from shoumi.base import clock
    from shoumi.base.gate.tasks import open_task
    from shoumi.core.gate import Act
    from shoumi.core.terms import Purpose

    return open_task(
        purpose=Purpose.INVENTORY,
        deal=bare_project.first_deal(),
        actors=[officer],
        acts=[Act.REVEAL],
        fields=FIELDS,
        expires_at=clock.now() + timedelta(hours=8),
        actor=_holder(Role.HEAD),
        at=clock.now(),
    )


def _reveals() -> int:
    from shoumi.base.gate.events import Tag
    from shoumi.base.ledger.models import Entry

    return int(Entry.objects.filter(tag=Tag.REVEALED).count())


ROWS = {"page_list": page_list, "page_reveal": page_reveal, "today_ms": today_ms}
