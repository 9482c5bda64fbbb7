"""The only place that knows what a refusal says to a person.

Each app keeps the words of its own codes in its ``messages``; a code is told of in exactly one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from shoumi.base import registry
from shoumi.base.messages import catalogue, names
from shoumi.base.messages.conditions import STATED, lacking
from shoumi.base.messages.text import BETWEEN, DASH, Style, fill, say
from shoumi.core.errors import DomainError
from shoumi.core.handbook import Lapse, NoGrace, demand, demands, doors
from shoumi.core.messages import Lang, Message
from shoumi.core.terms import ControlState, DealStage, Role

# Closed words that refusals bring as facts, told by their names, now and later.
_NAMED: tuple[type[StrEnum], ...] = (DealStage, Role, NoGrace)


def _word(value: str, lang: Lang) -> str:
    """The standard's own grades are Chinese words."""
    return names.of_code("terms.RiskGrade", str(value), lang)


def _closed(value: StrEnum, lang: Lang) -> str:
    """By its name where the app whose word it is is here."""
    table = names.tables().get(names.key(type(value)), {})
    return say(table[value.value], lang) if value.value in table else _word(value.value, lang)


# What somebody's training lacks, by code, is named by the app that judges it.
_LACKS = ".Lack"
# A refusal never breaks a door: a fact that is not there is a dash.
REFUSAL = Style(
    {**dict.fromkeys(_NAMED, names.of), StrEnum: _closed, str: _word},
    ordered=partial(sorted, key=str),
    missing=DASH,
)


@dataclass(frozen=True, slots=True)
class ToldLapse:
    """A demand that holds a door: ``name`` what it asks, with its number; ``told`` why it does not
    hold, whose it is to mend, and where."""

    demand: str
    name: str
    told: str

    def __str__(self) -> str:
        return f"{self.name}{self.told}"


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and how to mend it (may be empty).

    The last lines of ``mend`` are the ``lapses``, one each; without them it is ``own_mend``.
    """

    what: str
    mend: str = ""
    lapses: tuple[ToldLapse, ...] = ()

    @property
    def own_mend(self) -> str:
        lines = self.mend.split("\n")
        return "\n".join(lines[: len(lines) - len(self.lapses)])


def all_words() -> Mapping[str, Message]:
    """The words of every code."""
    return catalogue.texts().refusals


def tell(error: DomainError, lang: Lang = "zh") -> Told:
    """The words of ``error`` with its facts filled in.

    Where the facts name ``reasons`` (codes, as of a closed gate), each is told, and how to mend
    each.  A code without words of its own is told with those of its kind.
    """
    missing = [(need.condition, need.reason) for need in getattr(error, "missing", ())]
    return _tell(_code(error), error.facts, lapses_of(error), missing, lang)


def _code(error: DomainError) -> str:
    """Of ``error`` or, where that has no words, of its kind."""
    kinds = (kind.code for kind in type(error).__mro__ if issubclass(kind, DomainError))
    return next((code for code in kinds if code in all_words()), DomainError.code)


def _tell(
    code: str,
    facts: Mapping[str, object],
    lapses: Sequence[Lapse],
    missing: Sequence[tuple[str, str]],
    lang: Lang,
) -> Told:
    named = {**_conditions(missing, lang), **_named(facts, lang)}
    told = _fill(all_words()[code], {**facts, **named}, lang)
    reasons = facts.get("reasons")
    if isinstance(reasons, tuple):
        told = _with_reasons(told, reasons, lang)
    if not lapses:
        return told
    each = tuple(told_lapse(one, lang) for one in lapses)
    return Told(told.what, "\n".join(filter(None, [told.mend, *map(str, each)])), each)


def lapses_of(error: DomainError) -> tuple[Lapse, ...]:
    """The demands that hold shut what ``error`` refuses, each once."""
    own = getattr(error, "lapses", None)
    if own is not None:
        return tuple(own)
    decision = getattr(error, "decision", None)
    return decision.lapses if decision is not None else ()


def demands_of(error: DomainError) -> list[str]:
    """The demands that stand against what ``error`` refuses, in the handbook's order."""
    return [one.id for one in demands() if one.id in error.demands]


def lapse_text(lapse: Lapse, lang: Lang) -> str:
    """One demand that holds a door: which, why, whose it is to mend, and where."""
    return str(told_lapse(lapse, lang))


def told_lapse(lapse: Lapse, lang: Lang) -> ToldLapse:
    one = demand(lapse.demand)
    why = tell_code(lapse.reason, lang).what.rstrip("。.") if lapse.reason else ""
    who, where = names.of(lapse.who, lang), mended_at(lapse, lang)
    if lang == "zh":
        return ToldLapse(one.id, f"{one.id} {one.zh}", f"：{why}（由{who}补正：{where}）")
    return ToldLapse(one.id, f"{one.id} {one.en}", f": {why} ({who} mends it: {where})")


def mended_at(lapse: Lapse, lang: Lang) -> str:
    """Where a demand is mended: its own page, the page and the command of who checks it.  What
    rests on a statement is stated on its own page."""
    own = say((f"合规要求 › {lapse.demand}", f"Requirements > {lapse.demand}"), lang)
    remedy = registry.remedy(lapse.demand)
    if remedy is None or is_stated(lapse.reason):
        pages, command = [own], f"attest add {lapse.demand}"
    else:
        page = say(("“{page}”页", "{page}"), lang, page=say(remedy.page, lang))
        pages, command = [own, page], remedy.command
    told = say(("、", ", "), lang).join(pages)
    if not command:
        return told
    return f"{told}{say(('，或', ', or'), lang)} shoumi {command}"


def is_stated(reason: str) -> bool:
    """Whether it is missing that somebody states it, though it may be checked elsewhere."""
    return reason.startswith(STATED)


def mend_text(lapse: Lapse, lang: Lang) -> str:
    """How one demand is mended: what its reason asks for, and where that is done."""
    where = mended_at(lapse, lang)
    todo = tell_code(lapse.reason, lang).mend
    if lang == "zh":
        return f"{todo}补正处：{where}。"
    return f"{todo} Where: {where}.".strip()


def _named(facts: Mapping[str, object], lang: Lang) -> Mapping[str, object]:
    """Doors, fields and lacks as people call them; the facts have them by code."""
    found: dict[str, object] = {}
    shut, fields = facts.get("doors"), facts.get("fields")
    if isinstance(shut, tuple):
        known = doors()
        found["doors"] = tuple(
            say((known[one].zh, known[one].en), lang) if one in known else one for one in shut
        )
    if isinstance(fields, tuple):
        found["fields"] = tuple(names.field(str(code), lang) for code in fields)
    lack = str(facts.get("lack", ""))
    for table, words in names.tables().items():
        if table.endswith(_LACKS) and lack in words:
            found["lack"] = say(words[lack], lang)
    return found


def _conditions(missing: Sequence[tuple[str, str]], lang: Lang) -> Mapping[str, object]:
    """What a milestone lacks, as people call it; the facts name the conditions by code.

    ``missing``  each condition with the reason for which it does not hold
    """
    if not missing:
        return {}
    return {"missing": tuple(say(lacking(*one), lang) for one in missing)}


def _with_reasons(told: Told, reasons: tuple[object, ...], lang: Lang) -> Told:
    each = [tell_code(str(reason), lang) for reason in reasons]
    named = say(BETWEEN, lang).join(reason.what.rstrip("。.") for reason in each)
    colon, stop = ("：", "。") if lang == "zh" else (": ", ".")
    mends = [mend for mend in (told.mend, *(reason.mend for reason in each)) if mend]
    what = f"{told.what.rstrip('。.')}{colon}{named}{stop}" if named else told.what
    return Told(what, "\n".join(dict.fromkeys(mends)))


def tell_code(code: str, lang: Lang = "zh", **facts: object) -> Told:
    """The words of a reason that is a code and no error; the bare code where it has none."""
    found = all_words().get(code)
    return _fill(found, facts, lang) if found else Told(code)


def _fill(found: Message, facts: Mapping[str, object], lang: Lang) -> Told:
    what = say((found.zh, found.en), lang)
    remedy = say((found.remedy_zh, found.remedy_en), lang)
    return Told(fill(what, facts, lang, REFUSAL), fill(remedy, facts, lang, REFUSAL))


def kept(error: DomainError) -> dict[str, Any]:
    """``error`` as it can be stored and told later: its code, the facts that JSON can hold, which
    of them are closed words, the demands that hold it and the conditions that it lacks."""
    facts = error.facts
    words = {name: kind for name, fact in facts.items() if (kind := _kind(fact))}
    return {
        "code": _code(error),
        "facts": {name: plain(fact) for name, fact in facts.items()},
        "words": words,
        "lapses": [
            {"demand": one.demand, "state": one.state, "reason": one.reason, "who": one.who}
            for one in lapses_of(error)
        ],
        "missing": [need.condition for need in getattr(error, "missing", ())],
        "missing_reasons": [need.reason for need in getattr(error, "missing", ())],
    }


def plain(fact: object) -> object:
    """A fact as JSON holds it: numbers as they are, lists of words, anything else its text."""
    if isinstance(fact, bool | int):
        return fact
    if isinstance(fact, set | frozenset):
        return sorted(map(str, fact))
    return [str(one) for one in fact] if isinstance(fact, tuple | list) else str(fact)


def _kind(fact: object) -> str:
    """The class of a closed word, or of several; empty for any other fact."""
    several = isinstance(fact, tuple | list | set | frozenset)
    one = next(iter(fact), None) if several else fact  # type: ignore[call-overload]
    return type(one).__name__ if isinstance(one, _NAMED) else ""


def tell_kept(told: Mapping[str, Any], lang: Lang = "zh") -> Told:
    """The words of what ``kept`` made, the same as ``tell`` had.

    An earlier version kept no more than code and facts; of closed words roles alone were told, and
    of what is missing no reasons.
    """
    words = {"roles": Role.__name__, **told.get("words", {})}
    facts = {name: _read(fact, words.get(name, "")) for name, fact in told["facts"].items()}
    lapses = [
        Lapse(one["demand"], ControlState(one["state"]), one["reason"], Role(one["who"]))
        for one in told.get("lapses", ())
    ]
    code = told["code"] if told["code"] in all_words() else DomainError.code
    missing = told.get("missing", ())
    reasons = told.get("missing_reasons", [""] * len(missing))
    return _tell(code, facts, lapses, list(zip(missing, reasons, strict=True)), lang)


def _read(fact: object, word: str) -> object:
    """A fact as it was before it was stored; a word that the house knows no more stays as it is."""
    if isinstance(fact, list):
        return tuple(_read(one, word) for one in fact)
    kind = next((kind for kind in _NAMED if kind.__name__ == word), None)
    return next((one for one in kind or () if one == fact), fact)
