"""The only place that knows what a refusal says to a person.

Each area keeps its words in one module of ``doors/words``; a code is told of in exactly one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal

from shoumi.base.pages import names
from shoumi.core.errors import DomainError
from shoumi.core.terms import DealStage, RiskGrade, Role
from shoumi.doors import words
from shoumi.doors.words.kinds import Words

Lang = Literal["zh", "en"]

_BETWEEN = {"zh": "、", "en": ", "}
# The standard's own grades are Chinese words.
_GRADES: Mapping[str, str] = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))


class ToldTwice(RuntimeError):
    """A bug: two modules have words for one code."""


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and how to mend it (may be empty)."""

    what: str
    mend: str = ""


@cache
def all_words() -> Mapping[str, Words]:
    """The words of every code.

    Raises:
        ToldTwice: a bug.
    """
    merged: dict[str, Words] = {}
    for module in pkgutil.iter_modules(words.__path__, f"{words.__name__}."):
        mine: dict[str, Words] = getattr(import_module(module.name), "WORDS", {})
        if twice := merged.keys() & mine.keys():
            raise ToldTwice(f"{module.name}: {sorted(twice)}")
        merged |= mine
    return MappingProxyType(merged)


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
    told = _fill(found, {**error.facts, **_conditions(error, lang)}, lang)
    reasons = error.facts.get("reasons")
    return _with_reasons(told, reasons, lang) if isinstance(reasons, tuple) else told


def _conditions(error: DomainError, lang: Lang) -> Mapping[str, object]:
    """What a milestone lacks, as people call it; the facts name the conditions by code."""
    missing = getattr(error, "missing", ())
    if not missing:
        return {}
    return {"missing": tuple(names.condition(need.condition).says(lang) for need in missing)}


def _with_reasons(told: Told, reasons: tuple[object, ...], lang: Lang) -> Told:
    each = [tell_code(str(reason), lang) for reason in reasons]
    named = _BETWEEN[lang].join(reason.what.rstrip("。.") for reason in each)
    colon, stop = ("：", "。") if lang == "zh" else (": ", ".")
    mends = [mend for mend in (told.mend, *(reason.mend for reason in each)) if mend]
    what = f"{told.what.rstrip('。.')}{colon}{named}{stop}" if named else told.what
    return Told(what, "\n".join(dict.fromkeys(mends)))


def tell_code(code: str, lang: Lang = "zh", **facts: object) -> Told:
    """The words of a reason that is a code and no error; the bare code where it has none."""
    found = all_words().get(code)
    return _fill(found, facts, lang) if found else Told(code)


def _fill(found: Words, facts: Mapping[str, object], lang: Lang) -> Told:
    what, mend = (found.zh, found.mend_zh) if lang == "zh" else (found.en, found.mend_en)
    form = _Form(lang)
    return Told(form.vformat(what, (), facts), form.vformat(mend, (), facts))


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


class _Form(Formatter):
    """Fills named places; a fact that is not there shows as a dash rather than breaking a door."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        # No attribute or index access: a place is a plain name.
        return kwargs.get(field_name, "—"), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, DealStage | Role):
            return names.of(value, self.lang)
        if self.lang == "en" and isinstance(value, str):
            value = _GRADES.get(value, value)
        if isinstance(value, (set, frozenset)):
            value = sorted(value, key=str)
        if isinstance(value, (tuple, list)):
            return _BETWEEN[self.lang].join(self.format_field(one, "") for one in value)
        return str(value)
