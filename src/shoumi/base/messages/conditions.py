"""What a milestone waits for, in words, and what to do about it.

``done:``, ``open:``, ``filing:`` and ``duty:`` are put together from the names of the milestone,
the document and the demand; what reads better otherwise is written out by the app that states it,
as is the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shoumi.base import registry
from shoumi.base.messages import catalogue
from shoumi.base.messages.names import pair
from shoumi.core.handbook import demand
from shoumi.core.messages import Both, ConditionText
from shoumi.core.milestones import FilingKind, of_sole_owner
from shoumi.core.terms import DealStage

# Why a demand does not hold that somebody has to state, though it may be checked elsewhere.
STATED = "attestation."


# What keeps a condition from holding and is no business of the condition's own.
_MENDED_ELSEWHERE = frozenset({"deal.year_unknown"})


# Where the company has one shareholder, what is lacking is the paper in the place of the one named.
_ALONE = frozenset({"deal.sole_owner_undecided", "deal.sole_owner_unconfirmed"})


def condition(code: str, reason: str = "") -> ConditionText:
    """The words of one condition, which does not hold for that ``reason``.

    Raises:
        KeyError: a bug, nobody named this condition.
        UnknownDuty: a demand that the handbook has not.
    """
    code = _in_its_place(code, reason)
    kind, _, name = code.rpartition(":")
    stated = catalogue.texts().conditions
    if reason in _MENDED_ELSEWHERE and code in stated:
        told = catalogue.texts().refusals[reason]
        return ConditionText((told.zh, told.en), (told.remedy_zh, told.remedy_en))
    if kind == "duty" and code not in stated:
        return _duty(name, reason)
    return stated[code] if code in stated or not kind else _COMPOSED[kind](name)


def lacking(code: str, reason: str = "") -> Both:
    """What is missing where the condition does not hold: the paper, or the milestone that comes
    first; else the words of the condition.

    Raises:
        KeyError, UnknownDuty: as ``condition``.
    """
    kind, _, name = _in_its_place(code, reason).rpartition(":")
    words = condition(code, reason)
    if kind in ("done", "open"):
        return words.todo
    return pair(FilingKind(name)) if kind == "filing" else words.name


def _in_its_place(code: str, reason: str) -> str:
    if reason not in _ALONE:
        return code
    kind, _, name = code.rpartition(":")
    return f"{kind}:{of_sole_owner()[name]}"


def _filing(name: str) -> ConditionText:
    zh, en = pair(FilingKind(name))
    return ConditionText((f"{zh}已归档", f"{en} on file"), (f"归档{zh}", f"File the {en}"))


def _done(name: str) -> ConditionText:
    zh, en = pair(DealStage(name))
    return ConditionText(
        (f"“{zh}”已完成", f"“{en}” done"), (f"须先完成{zh}", f"Finish “{en}” first")
    )


def _open(name: str) -> ConditionText:
    zh, en = pair(DealStage(name))
    return ConditionText((f"“{zh}”已打开", f"“{en}” open"), (f"须先进入{zh}", f"Open “{en}” first"))


def _duty(name: str, reason: str) -> ConditionText:
    """What is checked live cannot be attested, so the two ask for different things.  A check may
    leave the word to people: what is missing then is what they state."""
    asked = demand(name)
    zh, en = pair(asked.accountable)
    todo = ("补上检查发现的缺口", "mend what the check found")
    if registry.check(name) is None or reason.startswith(STATED):
        todo = ("附证据作出声明", "attest it, with evidence")
    return ConditionText(
        (f"{asked.zh}（{name}）", f"{asked.en} ({name})"),
        (f"{zh}：{todo[0]}", f"{en[:1].upper()}{en[1:]}: {todo[1]}"),
    )


_COMPOSED: Mapping[str, Callable[[str], ConditionText]] = {
    "filing": _filing,
    "done": _done,
    "open": _open,
}
