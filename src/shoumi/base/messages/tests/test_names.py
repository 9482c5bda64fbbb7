"""Every closed word of the house has a name in both languages, whatever app it is of."""

import importlib
import pkgutil
import re
from enum import Enum, StrEnum

import pytest

import shoumi
from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.messages.core.course import STATIONS
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act
from shoumi.core.milestones import milestones
from shoumi.core.terms import DataGrade, DealStage, LegalBasis, Role
from shoumi.core.tests.cases import each

HAN = re.compile(r"[\u3400-\u9fff]")
# Never shown to anybody as a word: how the machine works.
UNSHOWN = {
    "registry.Through",  # an incident names its source
    "attestations.DoorState",
    "collection_notices.Fault",  # codes of texts
    "conduct.Fault",  # codes of refusals
    "incidents.Fault",  # codes of refusals
    "compliance.Changed",  # codes of reasons, which have their words
    "handbook.Reach",
    "milestones.StageAct",
    "constants.Tag",
    "correspondence.Fared",
    "feedback.Origin",
    "gate.Check",
    "gate.Fact",
    "gate.Own",
    "registry.Effect",
    "registry.Health",
    "registry.SetupStage",
    "handover.Kind",
    "intake.Kind",
    "intake.Way",
    "ledger.Verdict",
    "letters.Fate",
    "scan.Said",
    "scan.Why",
    "scan.Width",
    "signin.Aim",
    "signin.Purpose",
    "signin.Use",
    "learning.Column",  # is told by its headings, as is
    "vendors.Column",  # which is its own, in both languages
}
# Tables of stored values that no single class closes.
OPEN = {"calendar.key", "consent.contents"}
TAGS = ("events", "Tag")


def closed_words():
    """Table name to class: every closed word below the doors, but the tags of the ledger.

    What draws pages, here and in the doors, has words of its own beside it.
    """
    found = {}
    for module in pkgutil.walk_packages(shoumi.__path__, "shoumi."):
        parts = module.name.split(".")
        if {"doors", "pages"} & set(parts[1:3]) or {"tests", "migrations"} & set(parts):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            is_ours = isinstance(kind, type) and kind.__module__ == module.name
            if is_ours and issubclass(kind, Enum) and (parts[-1], kind.__name__) != TAGS:
                assert names.key(kind) not in found, "two classes would share a table"
                found[names.key(kind)] = kind
    return found


WORDS = closed_words()
PAIRS = [
    (f"{table}:{code}", pair)
    for table, named in [*names.tables().items(), ("stations", STATIONS)]
    for code, pair in named.items()
]


def test_there_are_words_to_name():
    assert len(WORDS) > 60
    assert {"terms.Role", "rooms.State", "consent.Lane", "destruction.State"} <= WORDS.keys()


def test_every_closed_word_is_named_or_known_never_to_be_shown():
    named_with_its_act = {names.key(type(one.kind)) for one in registry.operations().values()}
    assert WORDS.keys() - UNSHOWN - named_with_its_act == names.tables().keys() - OPEN
    assert WORDS.keys() >= UNSHOWN


@each("table", sorted(names.tables().keys() - OPEN))
def test_every_member_has_a_name_and_no_name_is_left_over(table):
    assert names.tables()[table].keys() == {member.value for member in WORDS[table]}


@each(("where", "pair"), PAIRS)
def test_a_pair_is_chinese_and_english(where, pair):
    chinese, english = pair
    assert HAN.search(chinese), "no Chinese in it"
    assert english.isprintable()
    assert english.strip()
    assert not re.search(r"[^\x20-\x7e“”’]", english), "an English page is English"


@each("table", sorted(names.tables()))
def test_two_members_are_not_called_the_same(table):
    named = names.tables()[table].values()
    for language in (0, 1):
        assert len({pair[language] for pair in named}) == len(named)


def test_a_member_is_called_in_the_language_asked_for():
    assert names.of(Role.DPO, "zh") == "个人信息保护负责人"
    assert names.of(Role.DPO, "en") == "protection officer"
    assert names.of(Act.REVEAL, "en") == "see values"
    assert names.of(DataGrade.L3, "zh") != names.of_code("terms.DisclosureLevel", "L3", "zh")


def test_a_milestone_has_its_own_name_and_a_short_one():
    assert names.of(DealStage.MATCHED, "zh") == "受让方核验"
    for one in milestones():
        assert names.pair(one.code) == (one.zh, one.en)
        assert names.station(one.code, "en")
    assert STATIONS.keys() == set(DealStage)
    assert {code for code, (zh, _) in STATIONS.items() if not 3 <= len(zh) <= 5} == set()


def test_a_word_nobody_named_is_a_bug():
    class Weather(StrEnum):
        RAIN = "rain"

    with pytest.raises(KeyError):
        names.of(Weather.RAIN, "zh")


def test_a_stored_value_that_is_in_no_table_stays_as_it_is():
    assert names.of_code("rooms.State", "OPEN", "zh") == "开着"
    assert names.of_code("rooms.State", "AJAR", "zh") == "AJAR"
    with pytest.raises(KeyError):
        names.of_code("rooms.Colour", "RED", "zh")


def test_a_field_is_called_what_the_register_calls_it(monkeypatch):
    rule = FieldRule(
        "mobile",
        "手机号",
        "mobile number",
        DataGrade.L3,
        frozenset(),
        LegalBasis.CONTRACT,
        1095,
        True,
    )
    monkeypatch.setattr(registry, "field_register", lambda: {"mobile": rule})
    assert names.field("mobile", "zh") == "手机号"
    assert names.field("mobile", "en") == "mobile number"
    assert names.field("fax", "en") == "fax"
