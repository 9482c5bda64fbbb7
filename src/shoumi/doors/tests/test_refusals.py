from __future__ import annotations

import ast
import json
import pkgutil
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import shoumi
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.attestations.graces import NoGraceFor
from shoumi.base.deals.errors import NotYet, StageNotOpen
from shoumi.base.messages import refusals
from shoumi.base.messages.refusals import Told
from shoumi.core.errors import Conflict, DomainError, Missing
from shoumi.core.gate.policy import Code
from shoumi.core.handbook import Lapse, NoGrace, demands
from shoumi.core.milestones import Missing as Need
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.terms import ControlState, DealStage, Role

DEAL = Ref("deal-madeup")
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
    assert told.startswith("“委托签约与实名核验”还不能推进，缺少：“意向登记”已完成、")
    assert told.endswith("委托处理协议（第二十一条）已归档。")
    assert "filing:" not in refusals.tell(refused, "en").what


LAPSES = (
    Lapse("20.2", ControlState.STALE, "attestation.revoked", Role.HEAD, deals=frozenset({DEAL})),
    Lapse("7.3", ControlState.STALE, "pipia.people_grew", Role.DPO),
)


def shut() -> DoorShut:
    refusal = DoorShut(doors=("data_handover", "suspension"), demands=("20.2", "7.3"))
    refusal.lapses = LAPSES
    return refusal


STORED = (
    shut(),
    NotYet(stage=DealStage.MANDATE, missing=(Need("done:intake", Role.CON),)),
    NotPermitted(roles=(Role.DPO, Role.TE)),
    StageNotOpen(stage=DealStage.DD_L2, deal="D-2026-001", who=Role.DPO),
    Closed(reasons=("attestation.expired", "attestation.none")),
    NoGraceFor(duty="1.4", why=NoGrace.EXPOSED),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("refusal", STORED, ids=lambda one: one.code)
def test_what_was_stored_is_told_like_what_was_refused_at_once(refusal, lang):
    stored = json.loads(json.dumps(refusals.kept(refusal)))
    assert refusals.tell_kept(stored, lang) == refusals.tell(refusal, lang)


def test_what_is_stored_of_a_lapse_is_closed_words():
    stored = refusals.kept(shut())
    assert stored["lapses"][0] == {
        "demand": "20.2",
        "state": "STALE",
        "reason": "attestation.revoked",
        "who": "HEAD",
    }
    assert DEAL not in json.dumps(stored)


def test_what_an_earlier_version_stored_is_still_told():
    older = {"code": "accounts.not_permitted", "facts": {"roles": ["DPO", "TE"]}}
    assert "个人信息保护负责人、受让方" in refusals.tell_kept(older).what
    gone = {"code": "of.a.chapter.taken.out", "facts": {"doors": ["no_such"], "stage": "x"}}
    assert refusals.tell_kept(gone).what


def test_a_lapse_says_where_it_is_mended():
    stated, checked = refusals.tell(shut(), "zh").lapses
    assert str(stated) == (
        "20.2 按期演练：声明已撤回（由主要负责人补正：二十章 › 20.2，或 shoumi attest add 20.2）"
    )
    assert str(checked).endswith(
        "（由个人信息保护负责人补正：二十章 › 7.3、“影响评估”页，或 shoumi assessment revise）"
    )
    assert str(refusals.tell(shut(), "en").lapses[1]).endswith(
        "(protection officer mends it: Twenty chapters > 7.3, PIPIA, or shoumi assessment revise)"
    )


def test_what_a_check_leaves_to_a_statement_is_stated_on_the_page_of_the_demand():
    left = Lapse("13.1", ControlState.STALE, "attestation.expired", Role.OPS)
    assert "shoumi attest add 13.1" in refusals.lapse_text(left, "zh")
    assert "备份" not in refusals.lapse_text(left, "zh").partition("补正")[2]


def test_a_demand_without_a_command_says_its_page_alone():
    found = Lapse("1.4", ControlState.FAIL, "subject.findings_altered", Role.SEC)
    assert refusals.mended_at(found, "zh") == "二十章 › 1.4、“设置”页"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("one", demands(), ids=lambda one: one.id)
def test_of_every_demand_it_is_said_where_it_is_mended(one, lang):
    """Also where its reason has no words on that."""
    told = refusals.mend_text(Lapse(one.id, ControlState.FAIL, "no.words", one.accountable), lang)
    assert one.id in told


def test_the_demands_are_the_last_lines_of_the_mend():
    told = refusals.tell(shut(), "zh")
    assert told.own_mend == "由负责人按下列要求补正，门随即打开。"
    assert told.mend == "\n".join([told.own_mend, *map(str, told.lapses)])
