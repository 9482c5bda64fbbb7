"""What somebody who asks for a copy of all that is held waits for."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.web import home

from bench.measurement import Row

# Trial runs and slow machines: fewer.  The row says how many it was.
MANY = int(os.environ.get("SHOUMI_BENCH_CUSTOMERS", "1000000"))
FEW = 1_000
# The deal is open, and a package with all who agreed is with its recipient.
UNTIL = "received"
COPIES = 60
_WARM = 3


def access_package_ms() -> Row:
    (large, of_processor), (small, _) = _in_home(MANY), _in_home(FEW)
    return Row(
        key="access_package_ms",
        name=f"a copy of all that is held of one person, with {MANY:,} people stored, p95",
        ours=large,
        unit="ms",
        peer=f"the same with {FEW:,}",
        theirs=small,
        target=1000,
        note=f"95th percentile of {COPIES} copies of as many people, each from the call to the "
        "sealed archive that is kept: the right to it, a task of its own, the gate asked with "
        "every rule, values opened, what each card holds of the person, the packages with a row "
        "of the person among the rows the ledger committed to, PDF, JSON, CSV, age, entries "
        f"committed; of it time of the processor, p95: {of_processor:.0f} ms",
        is_limit=True,
    )


def _in_home(customers: int) -> tuple[float, float]:
    """The 95th percentiles, in ms: by the clock, as somebody waits for it, and of the processor."""
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    # Each home is opened in a process of its own, as one process opens one.
    reading, writing = os.pipe()
    try:
        told = home.tell(folder / "home", until=UNTIL, customers=customers)
        if not (pid := os.fork()):
            _measured(told, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as lines:
            said = lines.read()
        assert os.waitpid(pid, 0)[1] == 0, "the copies were not made"
        by_clock, of_processor = map(float, said.split())
        return by_clock, of_processor
    finally:
        shutil.rmtree(folder)


def _measured(told: Path, writing: int) -> None:
    """Be the process that makes the copies."""
    try:
        home.start(told)
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            out.write(" ".join(map(str, _p95())))
    finally:
        # Without the result the parent reads nothing, and says so.
        os._exit(0)


def _p95() -> list[float]:
    from shoumi.base.gate import reading_limits

    # Counted as ever, and let through: one person reads more here than anybody may.
    counted = reading_limits.left_of_usual
    with patch.object(reading_limits, "left_of_usual", lambda *asked: counted(*asked) + 10_000):
        took = [_copy_ms(*asked) for asked in _requests(_WARM + COPIES)][_WARM:]
    return [statistics.quantiles(one, n=20)[-1] for one in zip(*took, strict=True)]


def _copy_ms(request: Any, officer: Any) -> tuple[float, float]:
    from shoumi.base import clock
    from shoumi.chapters.feedback.documents import data_package
    from shoumi.chapters.feedback.models import DataPackage
    from shoumi.chapters.feedback.services import data_packages

    begun, used = time.perf_counter(), time.process_time()
    data_packages.make(request=request, archive=data_package.archive, actor=officer, at=clock.now())
    took, used = time.perf_counter() - begun, time.process_time() - used
    assert DataPackage.objects.filter(request=request).count() == 1
    return took * 1e3, used * 1e3


def _requests(count: int) -> list[tuple[Any, Any]]:
    """Proven requests for access of people spread over all that are held, and who answers them."""
    from shoumi.base import clock
    from shoumi.base.accounts.models import Grant
    from shoumi.base.subjects.models import State, Subject
    from shoumi.chapters.feedback.rules import Kind, Proof, Way
    from shoumi.chapters.feedback.services import intake, progress
    from shoumi.chapters.feedback.services.intake import Told
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Role

    held = Grant.objects.filter(role=Role.DPO, until=None).order_by("position")
    officer = Ref(held[0].person_id)
    # A minor's record takes a second person's yes each time.
    adults = Subject.objects.filter(kind="INDIVIDUAL", is_minor=False, state=State.ACTIVE)
    every = list(adults.order_by("id").values_list("ref", "deal"))
    found = []
    for ref, deal in every[:: max(1, len(every) // count)][:count]:
        at = clock.now()
        told = Told(Kind.ACCESS, Way.PHONE, "请提供我的个人信息副本", at, deal=Ref(deal))
        made, _ = intake.take_in(told=told, actor=officer, at=at)
        given = {"request": Ref(made.ref), "actor": officer, "at": at}
        progress.assign(to=officer, **given)
        progress.prove(proof=Proof.IN_PERSON, subject=Ref(ref), **given)
        found.append((Ref(made.ref), officer))
    return found


ROWS = {"access_package_ms": access_package_ms}
