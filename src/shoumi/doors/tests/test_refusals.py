from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import shoumi
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals.errors import NotYet
from shoumi.base.messages import refusals
from shoumi.base.messages.refusals import Told
from shoumi.core.errors import Conflict, DomainError, Missing
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Missing as Need
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.terms import DealStage, Role

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


def facts_given() -> dict[type, list[set[str]]]:
    """For each refusal, the names of the facts at every place where it is made."""
    given: dict[type, list[set[str]]] = {}
    for name, tree in trees():
        known = dict(vars(import_module(name)))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                known |= _brought(node)
        for node in ast.walk(tree):
            for made, call in _makings(node):
                error = _resolved(made, known)
                if isinstance(error, type) and issubclass(error, DomainError):
                    # ``**facts`` may bring anything.
                    facts = {keyword.arg or "*" for keyword in call.keywords}
                    given.setdefault(error, []).append(facts)
    return given


def trees():
    """(module name, its syntax tree) of every module of the house."""
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not any(part in SKIPPED for part in parts):
            name = ".".join(("shoumi", *parts)).removesuffix(".__init__")
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def _brought(node: ast.ImportFrom) -> dict[str, object]:
    """What an import, maybe inside a function, makes known."""
    if not node.module.startswith("shoumi"):
        return {}
    module = import_module(node.module)
    return {a.asname or a.name: getattr(module, a.name, None) for a in node.names}


def _makings(node: ast.AST):
    """A class that fills its own facts calls ``super().__init__(fact=...)``."""
    if isinstance(node, ast.Call):
        yield node.func, node
    elif isinstance(node, ast.ClassDef):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and getattr(inner.func, "attr", "") == "__init__":
                yield ast.Name(node.name), inner


def _resolved(made: ast.expr, known: dict[str, object]) -> object:
    if isinstance(made, ast.Attribute):
        return getattr(_resolved(made.value, known), made.attr, None)
    return known.get(made.id) if isinstance(made, ast.Name) else None


def facts_of(error: type[DomainError], given: dict[type, list[set[str]]]) -> list[set[str]]:
    """Facts at every making, or those that the class's own ``__init__`` fills in."""
    filler = next(kind for kind in error.__mro__ if "__init__" in vars(kind))
    if filler is DomainError:
        return given.get(error, [])
    return [facts for facts in given.get(filler, []) if facts]


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
    halves = [c for c, w in refusals.all_words().items() if bool(w.remedy_zh) != bool(w.remedy_en)]
    assert halves == []


def test_both_languages_tell_the_same_facts():
    for code, found in refusals.all_words().items():
        zh, en = places(found.zh + found.remedy_zh), places(found.en + found.remedy_en)
        # A fact that is itself words comes once in each language.
        assert {place.removesuffix("_zh") for place in zh} == en, code


def test_words_name_only_facts_that_every_refusal_of_the_code_brings():
    given = facts_given()
    wrong = []
    for name, error in every_error().items():
        found = refusals.all_words().get(error.code)
        if found is None:
            continue
        wanted = places(found.zh + found.remedy_zh + found.en + found.remedy_en)
        missing = [wanted - call for call in facts_of(error, given) if "*" not in call]
        wrong += [(name, lost) for lost in missing if lost]
    assert wrong == []


def test_no_code_means_two_things():
    codes: dict[str, str] = {}
    for name, error in every_error().items():
        if "code" in vars(error):
            assert codes.setdefault(error.code, name) == name


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", "此操作需要下列角色之一：个人信息保护负责人、受让方。"),
        ("en", "This takes one of these roles: protection officer, transferee."),
    ],
)
def test_roles_are_called_by_their_names_now_and_later(lang, told):
    refusal = NotPermitted(roles=(Role.DPO, Role.TE))
    assert refusals.tell(refusal, lang).what == told
    assert refusals.tell_kept(refusals.kept(refusal), lang).what == told


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


def test_reasons_are_told_one_by_one_and_how_to_mend_each():
    told = refusals.tell(Closed(reasons=("attestation.expired", "attestation.none")), "en")
    assert told.what == (
        "The gate is closed: The statement has expired, "
        "Nothing enforces it yet and nobody attested it."
    )
    assert told.mend == (
        "Look again and attest anew.\nHave the accountable role attest it, with evidence."
    )
    assert refusals.tell(Closed(reasons=("attestation.expired",))).what.endswith("：声明已过期。")


def test_a_refusal_with_no_reasons_is_told_as_it_is():
    assert refusals.tell(Closed(reasons=()), "en").what == "The gate is closed."


class NotAccountable(Conflict):
    code = "attestation.not_accountable"


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"duty": "7.1", "role": Role.LEG}, "Demand 7.1 is attested by legal alone."),
        ({"duty": "7.1", "role": {"LEG", "DPO"}}, "Demand 7.1 is attested by DPO, LEG alone."),
        ({"duty": "7.1"}, "Demand 7.1 is attested by — alone."),
    ],
)
def test_facts_fill_their_places_and_one_that_is_missing_shows_as_a_dash(facts, what):
    assert refusals.tell(NotAccountable(**facts), "en").what == what


def test_a_reason_that_is_no_error_is_told_or_shown_bare():
    assert refusals.tell_code("attestation.expired", "en").what == "The statement has expired."
    assert refusals.tell_code("nobody.knows") == Told("nobody.knows")


def test_a_place_is_a_plain_name():
    assert places("{a.b}") == {"a.b"}
    assert not any(
        set(place) & set(".[") for w in refusals.all_words().values() for place in places(w.zh)
    )


def test_what_a_milestone_lacks_is_told_by_name_and_not_by_code():
    lacking = (Need("done:intake", Role.CON), Need("filing:dpa", Role.LEG))
    refused = NotYet(stage=DealStage.MANDATE, missing=lacking)
    told = refusals.tell(refused, "zh").what
    assert told.startswith("“委托签约与实名核验”还不能推进，还差：须先完成意向登记、")
    assert told.endswith("委托处理协议（第二十一条）。")
    assert "filing:" not in refusals.tell(refused, "en").what
