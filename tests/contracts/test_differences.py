"""Whatever moves is seen, told by its path, and passes only where it is listed."""

from __future__ import annotations

from tests.contracts import differences
from tests.contracts.differences import Accepted

OLD = {
    "shoumi x": {"help": "one\ntwo", "parameters": {"--a": {"default": 1}, "--b": {}}},
    "steps": [{"name": "first", "state": "done"}, {"name": "then", "state": "done"}],
}


def where(old, new):
    return [each.where for each in differences.between(old, new)]


def changed(**more):
    return {**OLD, **more}


def test_the_same_differs_nowhere():
    assert where(OLD, changed()) == []


def test_what_came_went_and_changed_is_told_by_its_path():
    new = changed(
        **{"shoumi x": {"help": "one\n2", "parameters": {"--a": {"default": 2}, "--c": {}}}}
    )
    assert where(OLD, new) == [
        "shoumi x > help",
        "shoumi x > parameters > --a > default",
        "shoumi x > parameters > --b",
        "shoumi x > parameters > --c",
    ]
    lines = [line for each in differences.between(OLD, new) for line in each.lines()]
    assert "    - two" in lines
    assert "  + shoumi x > parameters > --a > default: 2" in lines
    assert "  - shoumi x > parameters > --b: {}" in lines
    assert "  + shoumi x > parameters > --b: {}" not in lines


def test_a_list_of_named_things_is_compared_by_name_and_its_order_for_itself():
    assert where(OLD, changed(steps=OLD["steps"][::-1])) == ["steps > order"]
    assert where(OLD, changed(steps=OLD["steps"][:1])) == ["steps > then"]
    refused = [OLD["steps"][0], {"name": "then", "state": "refused"}]
    assert where(OLD, changed(steps=refused)) == ["steps > then > state"]


def test_yes_is_not_one_and_nothing_is_not_no():
    assert where({"a": 1}, {"a": True}) == ["a"]
    assert where({"a": False}, {"a": None}) == ["a"]


def test_only_what_is_listed_passes_and_what_is_listed_in_vain_is_told():
    new = changed(
        **{"shoumi x": {**OLD["shoumi x"], "parameters": {"--a": {"default": 2}, "--b": {}}}}
    )
    listed = [
        Accepted("commands", "shoumi x > parameters > --a*", "agreed"),
        Accepted("commands", "shoumi y", "no more"),
        Accepted("openapi", "paths > /x", "not looked at"),
    ]
    found = differences.compare("commands", OLD, new, listed)
    assert (len(found.agreed), found.unlisted) == (1, [])
    assert differences.idle(listed, [found]) == [listed[1]]
    assert differences.compare("openapi", OLD, new, listed).unlisted
    assert next(differences.compare("commands", OLD, OLD, listed).lines()).endswith("same")


def test_a_table_of_words_that_is_only_called_anew_is_the_same():
    old = {"words": {"jobs.Kind": {"a": ["甲", "a"]}, "jobs.End": {"b": ["乙", "b"]}}}
    moved = {"words": {"tasks.Kind": {"a": ["甲", "a"]}, "jobs.End": {"b": ["乙", "b"]}}}
    worse = {"words": {"tasks.Kind": {"a": ["甲", "A"]}, "jobs.End": {"b": ["乙", "b"]}}}
    assert differences.compare("names", old, moved, []).unlisted == []
    assert len(differences.compare("names", old, worse, []).unlisted) == 2
