"""Cases about somebody of the staff, as the conduct chapter's services make them."""

from __future__ import annotations

from typing import Any

from tests.sabotage.act import cast, ref_of
from tests.sabotage.place import Place

_RULE, _SANCTION, _REASONS = "7", "WARNING", "没有任务打开了客户资料"


def replied(place: Place) -> str:
    """A case about who serves customers, on an entry of that person's own, with the reply."""
    from shoumi.base.ledger import reader
    from shoumi.chapters.conduct.services import cases

    person = place[cast().SERVICE]
    own = next(one for one in reader.latest(2000) if one.line().actor == person)
    given = {"account": "九月没有任务打开客户资料", "happened_at": place.at}
    case = ref_of(
        cases.open_case(
            person=person, evidence=[own.position], actor=place[cast().DPO], at=place.at, **given
        ).ref
    )
    cases.reply(case=case, text="客户打来电话。", actor=person, at=place.at)
    return str(case)


def decide(place: Place, case: str, actor: Any) -> None:
    from shoumi.chapters.conduct.rules.sanctions import Sanction
    from shoumi.chapters.conduct.services import cases

    decided = cases.Decided(rule=_RULE, sanction=Sanction(_SANCTION), reasons=_REASONS)
    cases.decide(case=ref_of(case), decided=decided, actor=actor, at=place.at)


def words() -> dict[str, Any]:
    return {"rule": _RULE, "sanction": _SANCTION, "reasons": _REASONS}


def options() -> tuple[str, ...]:
    return ("--rule", _RULE, "--sanction", _SANCTION.lower(), "--reasons", _REASONS)
