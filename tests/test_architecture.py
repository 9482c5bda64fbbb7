"""What the import contracts cannot see: rooms, the purity of the core; cards and their texts are in
``test_cards.py``, how large things may get in ``test_budgets.py``."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

import shoumi
from shoumi.base import registry
from shoumi.doors import cli

SOURCE = Path(shoumi.__path__[0])
ROOT = SOURCE.parents[1]

ROOMS = {
    *("README.md", "__init__.py", "apps.py", "chapter.py", "events.py", "models.py"),
    *("rules.py", "rules", "queries.py", "queries", "services.py", "services"),
    *("messages.py", "verbs.py", "verbs", "migrations", "templates", "data", "tests"),
    *("pages", "commands.py", "commands", "api.py", "api", "jobs.py", "documents", "health.py"),
    *("replays.py", "story.py", "story", "inbox_items.py", "search.py", "setup_steps.py"),
}
EXTRA_ROOMS = {  # a chapter, a room that is nobody's rule, and why it may have it
    ("consent", "receipts"): "what a receipt says and rests on is a format with shapes of its own",
    ("policies", "texts"): "what a policy says is a format of parts: passages, Markdown, starters",
    ("backup", "drill_records.py"): "queries too, of the ledger alone: drills, keys, the plan",
    ("conduct", "word_names.py"): "messages too: what fourteen lists of closed words are called",
    ("destruction", "certificates.py"): "services too: two stages, days apart from the act",
    ("destruction", "endings.py"): "what a terminated deal owes stands on orders and certificates",
}
REQUIRED = frozenset(
    {"README.md", "__init__.py", "apps.py", "chapter.py", "events.py", "messages.py", "tests"}
)

# Rooms that may ask what time it is, as doors may: they have no caller who could tell them.
CLOCK_ROOMS = re.compile(
    r"(base|chapters)/\w+/(jobs|operations|commands|api|health)(\.py|/.*)|base/(commands|operations|verbs)/.*"
)
# Who else may: everybody but these is told.
CLOCK_READERS = {
    "base/clock/__init__.py": "is the clock",
    "base/correspondence/carriage.py": "each letter asks its doors in the minute it goes",
    "base/correspondence/receipts.py": "called by it, for as long as it goes on",
    "base/dossier/proofs.py": "a proof is of the ledger as it stands",
    "base/failures/error_log.py": "an error has no caller who could tell it",
    "base/intake/import_plan.py": "who is held is opened for a task that ends with the reading",
    "base/rooms/materials.py": "each record is opened for a task that ends with the reading",
    "base/signin/inbox_items.py": "a link is good by the real clock, whatever the story's says",
    "base/ledger/running_time.py": "holds the machine's clock against how long it has run",
    "base/jobs/sealed_staging.py": "how old a file is, by the clock of the machine that wrote it",
    "base/jobs/server_time.py": "leases are counted on the database's own clock",
    "chapters/learning/verbs/staff.py": "as ``signin/inbox_items``: it hands out links",
    "base/documents/validation.py": "a signature without a time of its own is judged as of now",
    "core/scan/find.py": "dates of birth lie in the past; who must repeat a result says `today`",
}
# Core modules that touch files, and why.  Everything else reads its tables as package data.
FILE_READERS = {
    "core/scan/kernel/jit.py": "finds the folder where the compiler keeps what it made",
    "core/verify/folder.py": "the verifier's one job is to read a dossier, and it must stand alone",
    "core/verify/standalone.py": "takes the paths from its command line",
}


def modules(below=""):
    """(path below the package, tree) of every module that is no test and no migration."""
    for path in sorted((SOURCE / below).rglob("*.py")):
        name = path.relative_to(SOURCE)
        if not {"tests", "migrations"} & set(name.parts):
            yield name.as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def chapters():
    return sorted(path for path in (SOURCE / "chapters").iterdir() if (path / "apps.py").exists())


def ours():
    return [config for config in apps.get_app_configs() if config.name.startswith("shoumi.")]


# Rooms


@pytest.mark.parametrize("chapter", chapters(), ids=lambda path: path.name)
def test_a_chapter_has_known_rooms_only(chapter):
    found = {path.name for path in chapter.iterdir()} - {"__pycache__"}
    extra = {room for slug, room in EXTRA_ROOMS if slug == chapter.name}
    # What does not fit into one file of messages or of models stands beside it, named for what it
    # is about.
    found = {name for name in found if not name.endswith(("_messages.py", "_models.py"))}
    assert found - ROOMS - extra == set()
    assert found >= REQUIRED


def test_an_extra_room_that_is_gone_is_struck_off():
    assert [pair for pair in EXTRA_ROOMS if not (SOURCE / "chapters" / Path(*pair)).exists()] == []


@pytest.mark.parametrize("chapter", chapters(), ids=lambda path: path.name)
def test_the_readme_of_a_chapter_names_its_events_and_demands(chapter):
    card = import_module(f"shoumi.chapters.{chapter.name}.chapter").card
    told = (chapter / "README.md").read_text(encoding="utf-8")
    areas = {str(tag).partition(".")[0] for tag in card.events}
    assert [duty for duty in card.checks if duty not in told] == []
    assert [area for area in areas if f"`{area}." not in told] == []


def test_every_app_hands_in_one_card_under_its_own_name():
    with_card = [
        config.label
        for config in ours()
        if any((Path(config.path) / name).exists() for name in ("card.py", "chapter.py"))
    ]
    assert sorted(card.slug for card in registry.cards()) == sorted(with_card)


# Migrations


def migrations():
    return sorted(path for path in SOURCE.rglob("migrations/[0-9]*.py"))


@pytest.mark.parametrize("path", migrations(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_migration_says_why_it_is_safe(path):
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert re.search(r"^Safe while (the )?old code runs: .+", told, re.MULTILINE)


# What code may reach


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


CLOCK = re.compile(
    r"(.+\.)?((datetime|date)\.(now|today|utcnow)|time\.(time|time_ns|localtime)"
    r"|timezone\.(now|localdate)|clock\.(now|today))"
)


def test_only_doors_and_those_named_here_ask_what_time_it_is():
    asking = {
        name
        for below in ("core", "base", "chapters")
        for name, tree in modules(below)
        if any(CLOCK.fullmatch(call) for call in calls(tree)) and not CLOCK_ROOMS.fullmatch(name)
    }
    assert asking == CLOCK_READERS.keys() - {"base/jobs/server_time.py"}


def test_the_core_reads_no_file_but_its_own_tables():
    """``importlib.resources`` gives what is read as ``files(...)``; ``Path`` is for nobody."""
    reading = {
        name
        for name, tree in modules("core")
        if any(call in ("open", "os.open", "io.open") for call in calls(tree))
        or any(call.startswith(("os.walk", "zipfile.", "shutil.", "Path")) for call in calls(tree))
    }
    assert reading == FILE_READERS.keys()


FOREIGN = ("os.environ", "os.getenv", "socket", "sqlite3", "subprocess", "urllib.request", "django")


def test_the_core_knows_no_environment_network_or_database():
    found = []
    for name, tree in modules("core"):
        for node in ast.walk(tree):
            told = {
                ast.Import: lambda node: [alias.name for alias in node.names],
                ast.ImportFrom: lambda node: [node.module or ""],
                ast.Attribute: lambda node: [ast.unparse(node)],
            }.get(type(node), lambda node: [])(node)
            found += [(name, word) for word in told if word.startswith(FOREIGN)]
    assert found == []


def test_signals_and_save_overrides_are_used_nowhere():
    found = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in (
                "django.dispatch",
                "django.db.models.signals",
            ):
                found.append((name, node.module))
            if isinstance(node, ast.ClassDef) and any(
                "Model" in ast.unparse(b) for b in node.bases
            ):
                verbs = [m.name for m in node.body if isinstance(m, ast.FunctionDef)]
                found += [(name, verb) for verb in verbs if verb in ("save", "delete")]
    assert found == []


# Contracts

BREAKERS = {
    "Doors stand on chapters, chapters on base, base on core": (
        "base/calendar/queries.py",
        "import shoumi.doors.homes",
    ),
    "Only the command line is the command line's": (
        "doors/console/tasks.py",
        "import shoumi.doors.cli.serve",
    ),
    "The core knows no framework": ("core/retention.py", "import sqlite3"),
    "A chapter's rules, events and messages know no framework": (
        "chapters/agreements/rules.py",
        "import django",
    ),
    "Chapters do not know each other": (
        "chapters/agreements/queries.py",
        "import shoumi.chapters.consent.queries",
    ),
    "Inside a chapter, imports point down": (
        "chapters/agreements/queries.py",
        "import shoumi.chapters.agreements.services",
    ),
    "Inside the base, imports point one way": (
        "base/vault/keyring.py",
        "import shoumi.base.gate.decisions",
    ),
    "Only the ledger app touches ledger rows": (
        "base/accounts/queries.py",
        "import shoumi.base.ledger.models",
    ),
    "Only the gate opens envelopes": (
        "base/handover/queries.py",
        "import shoumi.base.vault.decryption",
    ),
    "Only rotation turns sealed values into others": (
        "base/handover/queries.py",
        "import shoumi.base.vault.reencryption",
    ),
    "The verifier shares no code with what it verifies": (
        "core/verify/log.py",
        "import shoumi.core.ledger.tree",
    ),
    "The client stands alone": ("client/api_client.py", "import shoumi.core.errors"),
    "Only the scan's kernel is compiled": ("core/scan/find.py", "import numba"),
    "Only the room for calls out, and the client, speak HTTP to others": (
        "base/accounts/queries.py",
        "import urllib3",
    ),
    "Only sign-in reads tokens that others signed": ("base/outbox/queries.py", "import jwt"),
}


def lint(folder):
    """Contract name -> KEPT or BROKEN."""
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
        check=False,
    )
    return dict(re.findall(r"^(\S.*) (KEPT|BROKEN)\b", told.stdout, re.MULTILINE))


def test_every_import_contract_is_reported_when_it_is_broken(tmp_path):
    shutil.copytree(SOURCE, tmp_path / "shoumi", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for name, line in BREAKERS.values():
        path = tmp_path / "shoumi" / name
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    assert lint(tmp_path) == dict.fromkeys(BREAKERS, "BROKEN")


def test_every_command_that_is_promised_has_its_module():
    folder = SOURCE / "doors" / "cli"
    known = {module for module, _ in cli.COMMANDS.values()}
    assert [name for name in sorted(known) if not (folder / f"{name}.py").exists()] == []


def test_deadlines_are_counted_on_the_years_that_the_house_entered():
    """What asks the core alone would not know them."""
    counts = {"due", "add", "china", "day_of_next_month"}
    asking = {
        name
        for below in ("base", "chapters", "doors")
        for name, tree in modules(below)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("shoumi.core.calendar")
        and counts & {one.name for one in node.names}
    }
    assert asking == set()
