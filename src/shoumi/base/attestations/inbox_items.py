"""Demands that lapse soon, that do not hold, and that nobody has stated yet, for who mends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import controls, lapses
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.handbook import Demand
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

_WHAT: Both = (
    "第 {duty} 条快失效了，补正或重新声明",
    "Mend or restate demand {duty} before it lapses",
)

_BROKEN: Both = (
    "第 {duty} 条不成立：补正，或重新声明",
    "Demand {duty} does not hold: mend it or state it anew",
)
_UNSTATED: Both = (
    "有 {count} 条要求由你负责，还没有人声明过",
    "{count} demands that you answer for were never stated",
)
_DOWN = frozenset({ControlState.FAIL, ControlState.STALE})


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return  # a demand is stated and mended by the house
    yield from _coming(asker)
    unstated: list[Demand] = []
    for about, held in controls.survey(asker.at):
        who = held.who or about.accountable
        # What has a grace is told as coming.
        is_down = held.state in _DOWN and held.grace is None
        if is_down and _mends(asker, who, held.deals):
            yield _broken(about, held.reason)
        if _is_unstated(about, held.state) and _mends(asker, who, frozenset()):
            unstated.append(about)
    if unstated:
        yield _never_stated(unstated)


def _coming(asker: Asker) -> Iterator[InboxItem]:
    before = timedelta(days=lapses.warnings()[0])
    for one in lapses.coming(asker.at):
        if _mends(asker, one.who, frozenset({one.deal}) if one.deal else one.deals):
            demand = one.demand
            yield InboxItem(
                InboxKind.LAPSE,
                f"{demand.id}:{one.deal or ''}:{one.at:%Y%m%dT%H%M}",
                (_WHAT[0].format(duty=demand.id), _WHAT[1].format(duty=demand.id)),
                (demand.zh, demand.en),
                "duty",
                {"duty": demand.id},
                deal=one.deal or "",
                since=one.at - before,
                until=one.at,
            )


def _is_unstated(about: Demand, state: ControlState) -> bool:
    """Nothing checks it and nobody states it, and it would shut a door."""
    return state is ControlState.NOT_BUILT and bool(about.closes) and not about.is_generated


def _broken(about: Demand, reason: str) -> InboxItem:
    return InboxItem(
        InboxKind.LAPSE,
        f"{about.id}:down:{reason}",
        (_BROKEN[0].format(duty=about.id), _BROKEN[1].format(duty=about.id)),
        (about.zh, about.en),
        "duty",
        {"duty": about.id},
    )


def _never_stated(unstated: list[Demand]) -> InboxItem:
    """One line for all of them: a new home would have twenty."""
    told = "、".join(one.id for one in unstated), ", ".join(one.id for one in unstated)
    if len(unstated) == 1:
        page, of, query = "duty", {"duty": unstated[0].id}, {}
    else:
        page, of, query = "duties", {}, {"state": ControlState.NOT_BUILT.value}
    return InboxItem(
        InboxKind.LAPSE,
        "never",
        (_UNSTATED[0].format(count=len(unstated)), _UNSTATED[1].format(count=len(unstated))),
        told,
        page,
        of,
        query,
    )


def _mends(asker: Asker, who: Role, deals: frozenset[Ref]) -> bool:
    """Whether the asker has the role that mends it, in the house or in a deal that it is about."""
    return any(who in accounts.roles(asker.person, asker.at, deal) for deal in deals or {None})
