"""The only place that knows what a refusal says to a person.

Each app keeps the words of its own codes in its ``messages``; a code is told of in exactly one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from shoumi.base.messages import catalogue, names
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.text import BETWEEN, DASH, Style, fill, say
from shoumi.core.errors import DomainError
from shoumi.core.handbook import Lapse, NoGrace, demand, demands, doors
from shoumi.core.messages import Lang, Message
from shoumi.core.terms import DealStage, Role


def _word(value: str, lang: Lang) -> str:
    """The standard's own grades are Chinese words."""
    return names.of_code("terms.RiskGrade", str(value), lang)


# A refusal never breaks a door: a fact that is not there is a dash.
REFUSAL = Style(
    {DealStage: names.of, Role: names.of, NoGrace: names.of, str: _word},
    ordered=partial(sorted, key=str),
    missing=DASH,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and how to mend it (may be empty)."""

    what: str
    mend: str = ""


def all_words() -> Mapping[str, Message]:
    """The words of every code."""
    return catalogue.texts().refusals


def tell(error: DomainError, lang: Lang = "zh") -> Told:
    """The words of ``error`` with its facts filled in.

    Where the facts name ``reasons`` (codes, as of a closed gate), each is told, and how to mend
    each.  A code without words of its own is told with those of its kind.
    """
    found = next(
        (
            all_words()[kind.code]
            for kind in type(error).__mro__
            if issubclass(kind, DomainError) and kind.code in all_words()
        ),
        all_words()[DomainError.code],
    )
    told = _fill(found, {**error.facts, **_conditions(error, lang), **_named(error, lang)}, lang)
    reasons = error.facts.get("reasons")
    if isinstance(reasons, tuple):
        told = _with_reasons(told, reasons, lang)
    lapses = [lapse_text(one, lang) for one in lapses_of(error)]
    return Told(told.what, "\n".join([told.mend, *lapses]).strip()) if lapses else told


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
    """One demand that holds a door: which, why, and whose it is to mend."""
    one = demand(lapse.demand)
    why = tell_code(lapse.reason, lang).what.rstrip("。.") if lapse.reason else ""
    who = names.of(lapse.who, lang)
    if lang == "zh":
        return f"{one.id} {one.zh}：{why}（由{who}补正）"
    return f"{one.id} {one.en}: {why} ({who} mends it)"


def _named(error: DomainError, lang: Lang) -> Mapping[str, object]:
    """Doors and fields as people call them; the facts have them by code."""
    found: dict[str, object] = {}
    shut, fields = error.facts.get("doors"), error.facts.get("fields")
    if isinstance(shut, tuple):
        known = doors()
        found["doors"] = tuple(say((known[one].zh, known[one].en), lang) for one in shut)
    if isinstance(fields, tuple):
        found["fields"] = tuple(names.field(str(code), lang) for code in fields)
    return found


def _conditions(error: DomainError, lang: Lang) -> Mapping[str, object]:
    """What a milestone lacks, as people call it; the facts name the conditions by code."""
    missing = getattr(error, "missing", ())
    if not missing:
        return {}
    return {"missing": tuple(say(condition(need.condition).name, lang) for need in missing)}


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
    """``error`` as it can be stored and told later: its code, and the facts that JSON can hold."""
    code = next(
        (
            kind.code
            for kind in type(error).__mro__
            if issubclass(kind, DomainError) and kind.code in all_words()
        ),
        DomainError.code,
    )
    return {"code": code, "facts": {name: plain(fact) for name, fact in error.facts.items()}}


def plain(fact: object) -> object:
    """A fact as JSON holds it: numbers as they are, lists of words, anything else its text."""
    if isinstance(fact, bool | int):
        return fact
    if isinstance(fact, set | frozenset):
        return sorted(map(str, fact))
    return [str(one) for one in fact] if isinstance(fact, tuple | list) else str(fact)


def tell_kept(told: Mapping[str, Any], lang: Lang = "zh") -> Told:
    """The words of what ``kept`` made."""
    facts = told["facts"]
    if "roles" in facts:
        facts = {**facts, "roles": tuple(map(Role, facts["roles"]))}
    found, reasons = tell_code(told["code"], lang, **facts), facts.get("reasons")
    return _with_reasons(found, tuple(reasons), lang) if isinstance(reasons, list) else found
