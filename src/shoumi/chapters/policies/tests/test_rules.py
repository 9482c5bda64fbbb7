"""Check-list, approvals and the reading of a field register, without a database."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.chapters.policies import rules
from shoumi.chapters.policies.rules import FULL, SHORT, Item, RegisterUnreadable, read_register
from shoumi.core.terms import DataGrade, HandlerTier, LegalBasis, Purpose, Role

GOOD = """
[field.name]
zh = "姓名"
en = "name"
grade = "L3"
purposes = ["service", "request"]
basis = "CONTRACT"
retention_days = 1095
is_necessary = true
"""


@pytest.mark.parametrize(
    ("tier", "wanted"),
    [(tier, SHORT if tier is HandlerTier.SMALL else FULL) for tier in HandlerTier],
)
def test_only_a_small_handler_may_use_the_short_form(tier, wanted):
    assert rules.required(tier) == wanted
    assert rules.missing(wanted, tier) == frozenset()
    for item in Item:
        assert rules.missing(FULL - {item}, tier) == wanted & {item}


@pytest.mark.parametrize(("dpo", "leg"), list(product(["", "dora", "emil", None], repeat=2)))
def test_two_persons_of_two_roles_make_a_version_fit_to_publish(dpo, leg):
    said = {Role.DPO: dpo, Role.LEG: leg}
    given = {role.value: person for role, person in said.items() if person is not None}
    assert rules.may_publish(given) is bool(dpo and leg and dpo != leg)


def test_other_roles_do_not_stand_in():
    assert not rules.may_publish({"DPO": "dora", "HEAD": "emil"})
    assert not rules.may_publish({"HEAD": "dora", "LEG": "emil"})


def test_a_field_is_read_with_all_it_says():
    (rule,) = read_register(GOOD).values()
    assert (rule.code, rule.zh, rule.grade, rule.basis) == (
        "name",
        "姓名",
        DataGrade.L3,
        LegalBasis.CONTRACT,
    )
    assert rule.purposes == {Purpose.SERVICE, Purpose.REQUEST}
    assert (rule.retention_days, rule.is_necessary) == (1095, True)
    assert (rule.is_sensitive, rule.is_indexed, rule.headings) == (False, False, ())


@pytest.mark.parametrize(
    "name", ["zh", "en", "grade", "purposes", "basis", "retention_days", "is_necessary"]
)
def test_a_field_that_does_not_say_it_is_refused(name):
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{name} ="))
    with pytest.raises(RegisterUnreadable) as caught:
        read_register(text)
    assert caught.value.facts == {"field": "name", "problem": name}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('retention_days = "1095"', "retention_days"),
        ("retention_days = 1095.0", "retention_days"),
        ("retention_days = true", "retention_days"),
        ("retention_days = 0", "purposes, retention_days"),
        ("retention_days = -1", "purposes, retention_days"),
        ("purposes = []", "purposes, retention_days"),
        ('purposes = "service"', "purposes"),
        ("purposes = 3", "purposes"),
        ("purposes = [3]", "purposes"),
        ('is_necessary = "no"', "is_necessary"),
        ("is_necessary = 0", "is_necessary"),
        ('is_indexed = "yes"', "is_indexed"),
        ('is_sensitive = "yes"', "is_sensitive"),
        ('headings = "xm"', "headings"),
        ("zh = 1", "zh"),
        ("basis = 1", "basis"),
        ("grade = 3", "grade"),
        ("is_sensitiv = true", "is_sensitiv"),
    ],
)
def test_a_field_that_says_it_wrongly_is_refused(line, problem):
    name = line.split(" =")[0]
    rest = [own for own in GOOD.splitlines() if not own.startswith(f"{name} =")]
    with pytest.raises(RegisterUnreadable) as caught:
        read_register("\n".join([*rest, line]))
    assert caught.value.facts == {"field": "name", "problem": problem}


@pytest.mark.parametrize(
    "line", ['grade = "L5"', 'grade = "l3"', 'purposes = ["profit"]', 'basis = "INTEREST"']
)
def test_a_word_that_is_in_no_vocabulary_is_refused(line):
    name = line.split(" =")[0]
    rest = [own for own in GOOD.splitlines() if not own.startswith(f"{name} =")]
    with pytest.raises(RegisterUnreadable):
        read_register("\n".join([*rest, line]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "field = 3",
        "field = []",
        "[field]\nname = 3",
        "[fields.name]",
        "[field.name",
        GOOD + GOOD,
        GOOD.replace("field.name", "field.Name"),
        GOOD.replace("field.name", 'field."first name"'),
        GOOD.replace("field.name", f"field.{'n' * 25}"),
        GOOD.replace("field.name", 'field."姓名"'),
        "\x00",
    ],
)
def test_what_is_no_register_is_refused_as_such(text):
    with pytest.raises(RegisterUnreadable):
        read_register(text)


def test_a_register_without_fields_registers_nothing():
    assert read_register("[field]") == {}


def test_the_register_that_ships_is_sound():
    fields = read_register(rules.built_in_register())
    assert len(fields) >= 23
    assert all(field.zh and field.en for field in fields.values())
    # Only what has many values may be searched: an index over few would give them away.
    assert {code for code, rule in fields.items() if rule.is_indexed} == {
        "mobile",
        "email",
        "id_number",
        "guardian_mobile",
    }


def test_what_the_law_calls_sensitive_is_of_the_highest_grade():
    fields = read_register(rules.built_in_register())
    sensitive = {code for code, rule in fields.items() if rule.is_sensitive}
    assert {"bank_account", "id_card_image"} <= sensitive
    assert {fields[code].grade for code in sensitive} == {DataGrade.L4}
    # Not sensitive by GB/T 45574, and still sealed like a name.
    assert fields["id_number"].grade is DataGrade.L3


def test_a_room_is_made_of_nothing_that_names_a_person():
    """Names go into clean rooms only; numbers and addresses into no room at all."""
    fields = read_register(rules.built_in_register())
    shown = {code for code, rule in fields.items() if Purpose.DUE_DILIGENCE in rule.purposes}
    assert not shown & {"mobile", "landline", "email", "address", "id_number", "bank_account"}
    assert not shown & {"id_card_image", "wechat", "guardian_name", "guardian_mobile"}


WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@given(zh=WORDS, en=WORDS, headings=st.lists(WORDS, max_size=3), sensitive=st.booleans())
def test_a_register_written_is_read_back_the_same(zh, en, headings, sensitive):
    (rule,) = read_register(GOOD).values()
    odd = replace(rule, zh=zh, en=en, headings=tuple(headings), is_sensitive=sensitive)
    fields = {"name": odd}
    assert rules.read_register(rules.write_register(fields)) == fields


def test_changes_name_what_came_what_left_and_what_differs():
    fields = rules.read_register(rules.built_in_register())
    name, mobile = fields["name"], fields["mobile"]
    after = {
        "mobile": mobile,
        "name": replace(name, retention_days=1),
        "extra": replace(name, code="extra"),
    }
    before = {"name": name, "mobile": mobile, "email": fields["email"]}
    found = rules.changes(before, after)
    assert [one.code for one in found] == ["name", "extra", "email"]
    assert found[0].parts == ("retention_days",)
    assert found[1].before is None
    assert found[2].after is None
    assert rules.changes(after, after) == []
