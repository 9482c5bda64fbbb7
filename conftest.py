"""What every test gets: a data folder of its own, and the cast."""

from __future__ import annotations

import gc
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from whitenoise.middleware import WhiteNoiseMiddleware

from shoumi.base.ledger import running_time
from shoumi.base.tests import kept, memories, migrated
from shoumi.base.vault import key_erasure
from shoumi.core.tests import green_files, portion, spread, vectors

CORE = Path(__file__).parent / "src" / "shoumi" / "core"

# The same examples at every run, and no time limit a busy machine could break: a red test is red
# for everybody.  `SHOUMI_EXAMPLES=new` looks for new ones.
hypothesis.settings.load_profile("default" if os.environ.get("SHOUMI_EXAMPLES") == "new" else "ci")


@pytest.fixture(autouse=True)
def _home_of_its_own(request: pytest.FixtureRequest) -> None:
    """For every test but those of the core, which knows no home."""
    if CORE not in request.path.parents:
        request.getfixturevalue("home")


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """The data folder of this test alone, mode 0700."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    settings.SHOUMI_HOME = folder
    memories.forget()
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Databases as the migrations leave them, and so again after each test that commits."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(kept.keeping())
        yield


@pytest.fixture(autouse=True, scope="session")
def _patient() -> None:
    """On a server that several workers share, an erasure waits for the others' transactions."""
    if os.environ.get("DATABASE_URL"):
        key_erasure.PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True, scope="session")
def _running_with_the_clock() -> Iterator[None]:
    """Where a test moves the clock by days, the machine has run for as long."""
    found = running_time.distance()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running_time, "distance", lambda: found)
        yield


@pytest.fixture(autouse=True, scope="session")
def _assets_found_once() -> Iterator[None]:
    """Every client of a test loads the middleware anew, which would look at each asset each time;
    no asset changes while tests run."""
    found: dict[str, Any] = {}
    plain = WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            plain(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


_BITS = "flipped bits"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Say how many bits of what were flipped and refused; the end of the run tells the sums."""

    def count(what: str, bits: int) -> None:
        assert bits
        record_property(_BITS, [what, bits])

    return count


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--order", help="'reversed', or any word by which the tests are shuffled")


def pytest_configure(config: pytest.Config) -> None:
    """Before workers start: they share the tables with each other and with what they start."""
    stack = ExitStack()
    config.add_cleanup(stack.close)
    stack.enter_context(migrated.keeping())
    if (record := os.environ.get(green_files.RECORD)) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(green_files.GreenFiles(Path(record)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return spread.scheduler(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only what is marked ``both`` is wanted, a file that does not name the mark need not be
    imported; ``pytest_collection_modifyitems`` sees that none is marked otherwise."""
    is_test = collection_path.match("test_*.py")
    return config.getoption("-m") == "both" and is_test and not _names_both(collection_path) or None


@cache
def _names_both(file: Path) -> bool:
    return "pytest.mark.both" in file.read_text("utf-8")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not drawn of tests marked ``long``; put the rest in order."""
    for item in items:
        _with_keyring(item)
        if item.get_closest_marker("both") and not _names_both(item.path):
            raise pytest.UsageError(f"{item.nodeid}: write pytest.mark.both in the file itself")
    left = _not_drawn(items)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
    # What takes long begins first, so that no worker is left with it when the others are done.
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
    order = config.getoption("--order")
    if order == "reversed":
        items.reverse()
    elif order:
        random.Random(order).shuffle(items)  # noqa: S311 - an order, no secret


def _with_keyring(item: pytest.Item) -> None:
    """A test that may use the data may use the keyring: rows are authenticated with a key of it."""
    mark = item.get_closest_marker("django_db")
    if mark and "databases" not in mark.kwargs:
        both = {**mark.kwargs, "databases": kept.ALIASES}
        item.add_marker(pytest.mark.django_db(*mark.args, **both), append=False)


def _not_drawn(items: list[pytest.Item]) -> set[pytest.Item]:
    if portion.is_long():
        return set()
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if _one_in(item):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left: set[pytest.Item] = set()
    for test, alike in cases.items():
        left |= {*alike} - {*portion.drawn(alike, what=test, one_in=_one_in(alike[0]))}
    return left


def _one_in(item: pytest.Item) -> int:
    """Of how many cases one is drawn; 0 where all are run.  What ran whole on SQLite is drawn on
    PostgreSQL where ``both`` says so."""
    if mark := item.get_closest_marker("long"):
        return int(mark.kwargs.get("one_in", portion.ONE_IN))
    mark = item.get_closest_marker("both") if os.environ.get("DATABASE_URL") else None
    return int(mark.kwargs.get("one_in", 0)) if mark else 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(portion.told())
    for line in vectors.told():
        terminalreporter.write_line(line)
    sums: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == _BITS:
                sums[value[0]] += value[1]
    if sums:
        told = ", ".join(f"{what} {bits:,}" for what, bits in sorted(sums.items()))
        terminalreporter.write_line(f"bits flipped one by one, each refused: {told}")
