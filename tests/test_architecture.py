"""What the import contracts cannot see: rooms, cards, tags, texts, the purity of the core.

How a text reads is tested in ``base/messages/tests``, and that its places are filled wherever a
refusal is raised in ``doors/tests/test_refusals.py``; how large things may get in
``test_budgets.py``.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

import shoumi
from shoumi.base import registry
from shoumi.base.messages import catalogue, names
from shoumi.base.messages.catalogue import ToldTwice
from shoumi.base.registry import BadCard, Card
from shoumi.core.gate import Fact
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.handbook import demands
from shoumi.core.messages import ConditionText, Message, Messages, Sentence
from shoumi.core.milestones import milestones
from shoumi.doors import cli
from shoumi.doors.reference.codes import every_error

SOURCE = Path(shoumi.__path__[0])
ROOT = SOURCE.parents[1]

ROOMS = {
    *("README.md", "__init__.py", "apps.py", "chapter.py", "events.py", "rules.py", "models.py"),
    *("queries.py", "queries", "services.py", "services", "messages.py", "verbs.py", "verbs"),
    *("pages", "commands.py", "commands", "api.py", "api", "jobs.py", "documents", "health.py"),
    *("story.py", "story"),
    *("migrations", "templates", "data", "tests"),
}
# The rooms that are nobody's rule: a chapter, the room, and why it may have it.
EXTRA_ROOMS = {
    ("consent", "receipts"): "what a receipt says and rests on is a format with shapes of its own",
    ("destruction", "certificates.py"): "services too: two stages, days apart from the act",
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
    "base/dossier/proofs.py": "a proof is of the ledger as it stands",
    "base/intake/import_plan.py": "who is held is opened for a task that ends with the reading",
    "base/rooms/materials.py": "each record is opened for a task that ends with the reading",
    "base/jobs/server_time.py": "leases are counted on the database's own clock",
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


# Cards


def test_an_event_tag_means_one_thing():
    counts = Counter(str(tag) for card in registry.cards() for tag in card.events or ())
    assert [tag for tag, count in counts.items() if count > 1] == []


def test_event_tags_are_dotted_and_in_lower_case():
    tags = [str(tag) for card in registry.cards() for tag in card.events or ()]
    assert [tag for tag in tags if not re.fullmatch(r"[a-z]+\.[a-z_]+", tag)] == []


def test_every_tag_of_an_app_is_on_its_card():
    for config in ours():
        if (Path(config.path) / "events.py").exists():
            tags = import_module(f"{config.name}.events").Tag
            assert tags in [card.events for card in registry.cards()], config.name


def test_nothing_is_recorded_but_tags_of_a_card():
    """``Event`` is made with ``Tag.…``, or with a variable that was chosen among them."""
    found = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Event":
                named = [word.value for word in node.keywords if word.arg == "tag"]
                tag = ast.unparse((node.args or named)[0])
                found += [] if tag == "tag" or tag.startswith("Tag.") else [(name, tag)]
            if isinstance(node, ast.ClassDef) and node.name == "Tag":
                found += [] if name.endswith("/events.py") else [(name, "Tag")]
    assert found == [("core/constants/__init__.py", "Tag")]  # how well a number is known


def test_cards_claim_demands_that_the_handbook_has():
    known = {demand.id for demand in demands()}
    claimed = {duty for card in registry.cards() for duty in card.checks}
    assert claimed - known == set()


def test_every_fact_a_rule_needs_is_stated_by_one_card():
    stated = Counter(fact for card in registry.cards() for fact in card.states)
    assert {rule.needs for rule in RULES} == set(stated) == set(Fact)
    assert set(stated.values()) == {1}


def test_every_code_of_the_gate_has_one_rule():
    assert [rule.code for rule in RULES] == list(Code)


def test_every_condition_a_milestone_needs_is_stated():
    needed = {
        need.condition
        for each in milestones()
        for need in each.opens + each.finishes
        if ":" not in need.condition
    }
    assert [name for name in sorted(needed) if registry.condition(name) is None] == []


def test_a_card_that_cannot_destroy_what_it_holds_is_turned_away(monkeypatch):
    monkeypatch.setattr(registry, "_cards", dict(registry._cards))
    with pytest.raises(BadCard, match="cannot destroy"):
        registry.register(Card("hoard", "囤积", "Hoard", holds=frozenset({"names"})))
    assert "hoard" not in [card.slug for card in registry.cards()]


@pytest.mark.parametrize(
    "second",
    [
        Card("vault", "密钥库", "Vault"),
        Card("other", "其他", "Other", checks={"3.1": lambda at: None}),
        Card("other", "其他", "Other", states=frozenset({Fact.KEYS_SOUND})),
        Card("other", "其他", "Other", conditions={"nda.effective": lambda deal, at: None}),
        Card("other", "其他", "Other", fields=dict),
    ],
    ids=["slug", "demand", "fact", "condition", "fields"],
)
def test_what_one_card_states_no_other_may_state(monkeypatch, second):
    monkeypatch.setattr(registry, "_cards", dict(registry._cards))
    with pytest.raises(BadCard):
        registry.register(second)


@pytest.mark.django_db(databases=["default", "keyring"])
def test_what_is_held_is_destroyed_by_a_destroyer_that_takes_subjects():
    held = [(card, kind) for card in registry.cards() for kind in sorted(card.holds)]
    assert held
    for card, kind in held:
        assert card.destroyers[kind]([]) == 0


# Texts


def told():
    """Package to its texts, of the chapters too."""
    handed_in = {f"shoumi.chapters.{card.slug}": card.messages for card in registry.cards()}
    return {**catalogue.by_place(), **handed_in}


def stands(kind, key):
    """In which package the text of ``key`` stands; one text, or none."""
    found = [package for package, texts in told().items() if key in getattr(texts, kind)]
    assert len(found) < 2, (key, found)
    return found[0] if found else None


def package(module):
    """``shoumi.core``, an app, a chapter, a door; ``shoumi.doors`` for a module of its own."""
    floor, app = module.split(".")[1:3]
    is_of_floor = floor == "core" or not (SOURCE / floor / app).is_dir()
    return f"shoumi.{floor}" if is_of_floor else f"shoumi.{floor}.{app}"


def test_a_chapter_hands_in_all_its_texts():
    for chapter in chapters():
        room = import_module(f"shoumi.chapters.{chapter.name}.messages")
        events = import_module(f"shoumi.chapters.{chapter.name}.events")
        assert told()[f"shoumi.chapters.{chapter.name}"] == Messages(
            refusals=getattr(room, "MESSAGES", {}),
            names=getattr(room, "NAMES", {}),
            conditions=getattr(room, "CONDITIONS", {}),
            sentences=events.SENTENCES,
            parameters=getattr(room, "PARAMETERS", {}),
        )


def test_every_refusal_has_words_in_the_package_that_refuses():
    wrong = {
        error.code: (package(error.__module__), stands("refusals", error.code))
        for error in every_error()
        if "code" in vars(error)
    }
    assert len(wrong) > 300
    assert {code: pair for code, pair in wrong.items() if pair[0] != pair[1]} == {}


def test_every_tag_has_a_sentence_beside_it_and_no_other_has():
    tags = {
        str(tag): package(card.events.__module__)
        for card in registry.cards()
        for tag in card.events or ()
    }
    assert {tag: stands("sentences", tag) for tag in catalogue.texts().sentences} == tags


def test_every_closed_word_has_a_name_in_the_package_that_closes_it():
    """A table of no class (``consent.contents``) stands in the app it is called after."""
    closed = {}
    for name, _ in (each for floor in ("core", "base", "chapters") for each in modules(floor)):
        module = import_module(f"shoumi.{name[:-3].replace('/', '.').removesuffix('.__init__')}")
        for kind in vars(module).values():
            is_ours = isinstance(kind, type) and kind.__module__ == module.__name__
            if is_ours and issubclass(kind, Enum):
                closed.setdefault(names.key(kind), set()).add(package(module.__name__))
    tables = {table: stands("names", table) for table in catalogue.texts().names}
    assert len(tables) > 60
    wrong = {table for table, where in tables.items() if where not in closed.get(table, ())}
    assert wrong == {"consent.contents"}
    assert tables["consent.contents"] == "shoumi.chapters.consent"


def test_a_condition_that_is_written_out_is_so_by_who_states_it():
    stated = {name: card for card in registry.cards() for name in card.conditions}
    wrong = {
        code
        for code in catalogue.texts().conditions
        if code not in stated or not stands("conditions", code).endswith(f".{stated[code].slug}")
    }
    assert wrong == {"filing:rooms_shut"}  # composed but for its words: the rooms file it
    assert stands("conditions", "filing:rooms_shut") == "shoumi.base.rooms"


@pytest.mark.parametrize(
    "twice",
    [
        {"refusals": {"agreement.missing": Message("没有。", "None.")}},
        {"names": {"agreements.Kind": {}}},
        {"conditions": {"nda.effective": ConditionText(("有", "is"), ("做", "Do"))}},
        {"sentences": {"agreement.signed": Sentence(("签了", "signed"))}},
    ],
    ids=lambda texts: next(iter(texts)),
)
def test_what_one_chapter_tells_no_other_may_tell(monkeypatch, twice):
    monkeypatch.setattr(registry, "_cards", dict(registry._cards))
    with pytest.raises(BadCard, match="agreements"):
        registry.register(Card("other", "其他", "Other", messages=Messages(**twice)))


def test_what_stands_in_the_base_no_chapter_may_tell(monkeypatch):
    monkeypatch.setattr(registry, "_cards", dict(registry._cards))
    mine = Messages(refusals={"room.not_named": Message("没有。", "None.")})
    registry.register(Card("second_room", "其他", "Other", messages=mine))
    with pytest.raises(ToldTwice, match=r"room\.not_named"):
        catalogue.texts()


ASKED = """
import sys
from shoumi.base.messages import refusals
print(refusals.tell_code("ref.malformed", "en").what, "django" in sys.modules)
"""


def test_what_stands_by_place_is_told_without_django():
    """A verification and a scan start without it, and refuse in words."""
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout == "That is not the form of a reference. False\n"


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
