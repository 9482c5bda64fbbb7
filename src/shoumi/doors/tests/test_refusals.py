from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import shoumi
from shoumi.core.errors import Conflict, DomainError, Missing
from shoumi.core.gate.policy import Code
from shoumi.core.refs import MalformedRef, Ref
from shoumi.doors import refusals
from shoumi.doors.refusals import Told

ROOT = Path(shoumi.__path__[0])
SKIPPED = ("tests", "migrations", "settings", "__main__")


def every_error() -> dict[str, type[DomainError]]:
    """Every refusal defined anywhere in the house, by class name."""
    for module in pkgutil.walk_packages(shoumi.__path__, "shoumi."):
        if not any(part in SKIPPED for part in module.name.split(".")):
            import_module(module.name)

    def below(kind):
        for sub in kind.__subclasses__():
            yield sub
            yield from below(sub)

    ours = [e for e in below(DomainError) if ".tests." not in e.__module__]
    return {f"{e.__module__}.{e.__qualname__}": e for e in [DomainError, *ours]}


def trees():
    for path in sorted(ROOT.rglob("*.py")):
        if not any(part in SKIPPED for part in path.relative_to(ROOT).parts):
            yield ast.parse(path.read_text(encoding="utf-8"))


def facts_given() -> dict[str, list[set[str]]]:
    """Class name -> the names of the facts at each place where the class is called."""
    given: dict[str, list[set[str]]] = {}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for name, call in _supers(node):
                    given.setdefault(name, []).append(_names(call))
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given.setdefault(name, []).append(_names(node))
    return given


def _names(call: ast.Call) -> set[str]:
    # ``**facts`` may bring anything.
    return {keyword.arg or "*" for keyword in call.keywords}


def _supers(node: ast.ClassDef):
    """A class that fills its own facts calls ``super().__init__(fact=...)``."""
    for inner in ast.walk(node):
        if (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Attribute)
            and inner.func.attr == "__init__"
        ):
            yield node.name, inner


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_refusal_has_words_in_both_languages():
    words = refusals.all_words()
    silent = [
        name
        for name, error in every_error().items()
        if not (found := words.get(error.code)) or not all((found.zh, found.en))
    ]
    assert silent == []


def test_every_reason_of_the_gate_has_words():
    assert [code.value for code in Code if code not in refusals.all_words()] == []


def test_a_way_to_mend_is_told_in_both_languages_or_none():
    halves = [c for c, w in refusals.all_words().items() if bool(w.mend_zh) != bool(w.mend_en)]
    assert halves == []


def test_both_languages_tell_the_same_facts():
    for code, found in refusals.all_words().items():
        zh, en = places(found.zh + found.mend_zh), places(found.en + found.mend_en)
        assert zh == en, code


def test_words_name_only_facts_that_every_refusal_of_the_code_brings():
    given = facts_given()
    wrong = []
    for name, error in every_error().items():
        found = refusals.all_words().get(error.code)
        if found is None or not (wanted := places(found.zh + found.mend_zh)):
            continue
        calls = given.get(error.__name__, [])
        full = [call for call in calls if call and "*" not in call]
        wrong += [name for call in full if not wanted <= call]
        wrong += [name] * (not full and not any("*" in call for call in calls))
    assert wrong == []


def test_no_code_means_two_things():
    codes: dict[str, str] = {}
    for name, error in every_error().items():
        if "code" in vars(error):
            assert codes.setdefault(error.code, name) == name


class Lost(Missing):
    code = "tests.lost"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", Told("没有这项内容。", "核对编号。")),
        ("en", Told("There is no such thing.", "Check the reference.")),
    ],
)
def test_a_code_without_words_is_told_with_those_of_its_kind(lang, told):
    assert refusals.tell(Lost(), lang) == told


def test_a_malformed_reference_is_told():
    with pytest.raises(MalformedRef) as caught:
        Ref("No Reference")
    assert refusals.tell(caught.value, "en").what == "That is not the form of a reference."


class Closed(Conflict):
    code = "gate.closed"


def test_reasons_are_told_one_by_one():
    told = refusals.tell(Closed(reasons=("gate.no_role", "gate.room_export")), "en")
    assert told.what == (
        "The gate is closed: The actor holds no role here, Nothing is taken out of a data room."
    )
    assert refusals.tell(Closed(reasons=("gate.room_export",))).what == (
        "关口未开：数据室内容不得带出。"
    )


def test_a_fact_that_is_not_there_shows_as_a_dash():
    assert refusals.tell(Closed(), "en").what == "The gate is closed: —."


def test_a_reason_that_is_no_error_is_told_or_shown_bare():
    assert refusals.tell_code("attestation.expired", "en").what == "The statement has expired."
    assert refusals.tell_code("nobody.knows") == Told("nobody.knows")


def test_a_place_is_a_plain_name():
    assert places("{a.b}") == {"a.b"}
    assert not any(
        set(place) & set(".[") for w in refusals.all_words().values() for place in places(w.zh)
    )
