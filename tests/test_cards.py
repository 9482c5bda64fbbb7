"""What cards hand in: each tag, fact, condition and text once, by the package that owns it.

How a text reads is tested in ``base/messages/tests``, and that its places are filled wherever a
refusal is raised in ``doors/tests/test_refusals.py``.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from enum import Enum
from importlib import import_module
from pathlib import Path

import click
import pytest
from tests.test_architecture import chapters, modules, ours

import shoumi
from shoumi.base import registry
from shoumi.base.messages import catalogue, names, refusals
from shoumi.base.messages.catalogue import ToldTwice
from shoumi.base.pages import access
from shoumi.base.registry import BadCard, Card
from shoumi.core.gate import Fact
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.handbook import demand, demands
from shoumi.core.messages import ConditionText, Message, Messages, Sentence
from shoumi.core.milestones import milestones
from shoumi.doors import homes
from shoumi.doors.cli import main
from shoumi.doors.reference.codes import every_error
from shoumi.doors.reference.demands import demands as table_of_demands
from shoumi.doors.reference.demands import missing

SOURCE = Path(shoumi.__path__[0])
ROOT = SOURCE.parents[1]


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
        for need in (
            *each.opens,
            *each.finishes,
            *(one for _, some in each.because for one in some),
        )
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


def test_every_demand_that_is_checked_says_where_it_is_mended(monkeypatch):
    """Its page opens in the console, its command is one, and both are named for the reader."""
    monkeypatch.setattr(homes, "start", lambda **_: None)  # a command is looked up, none is run
    for card in registry.cards():
        assert card.remedies.keys() == card.checks.keys(), card.slug
        for one in card.remedies.values():
            assert all(one.page)
            assert access.place_of(one.route) is not None, one.route
            assert is_command(one.command.split()), one.command


def is_command(words):
    command, context = main, click.Context(main)
    for word in words:
        command = command.get_command(context, word)
        if command is None:
            return False
    return True


def test_the_written_table_says_what_each_check_leaves_out():
    lines = {
        line.split("|")[1].strip(): line for line in table_of_demands().splitlines() if "|" in line
    }
    for card in registry.cards():
        for duty, code in card.partial.items():
            for lang in ("zh", "en"):
                assert refusals.tell_code(code, lang).what in lines[duty]
    assert missing(demand("15.2")) == ""
