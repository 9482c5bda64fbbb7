"""The verbs of rewards and of suspended access."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import OnPage, OnTerminal, Verb
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import Reward, Suspension
from shoumi.chapters.conduct.rules.words import Danger, For, Scope, Thanks
from shoumi.chapters.conduct.services import people
from shoumi.chapters.conduct.verbs.place import (
    REWARD,
    REWARDS,
    SUSPENSION,
    SUSPENSIONS,
    in_api,
    person,
    words,
)
from shoumi.core.messages import Both


def told(found: Reward) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "person": found.person,
        "thanks": found.thanks,
        "reason": found.reason,
        "shown": found.is_shown,
    }


def told_suspension(found: Suspension) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "person": found.person,
        "why": found.why,
        "since": found.since,
        "lifted_at": found.lifted_at,
    }


def _about(request: PageRequest, suspension: str) -> Iterator[tuple[Both, object]]:
    one: Suspension = queries.get(Suspension, suspension)
    yield ("谁", "Who"), accounts.names([one.person])[one.person]
    yield ("原因", "Why"), names.of(Danger(one.why), request.lang)
    yield ("停用于", "Since"), one.since


_BY_HAND = tuple(one for one in Danger if one is not Danger.SCORE)
GIVE = Verb(
    noun="reward",
    name="give",
    on=REWARDS,
    do=lambda call: people.thank(actor=call.actor, at=call.at, **call.given),
    tells=told,
    title=("奖励一位同事", "Thank somebody"),
    done=("已记下；是否公开由本人决定", "Recorded; the person says whether others see it"),
    roles=people.THANKERS,
    fields=(
        person(("谁", "Who")),
        Field("thanks", ("奖励", "How"), forms.Kind.ONE, options=words_of(Thanks), of=Thanks),
        Field("reason", ("因为", "What for"), forms.Kind.ONE, options=words_of(For), of=For),
        words("words", ("写给本人的话", "In your words")),
    ),
    help=(
        "软件不动工资；公开与否由本人决定。",
        "No pay is touched by software. Others see it only where the person says so.",
    ),
    button=("奖励", "Thank"),
    page=OnPage(back="rewards", to=("reward", "reward")),
    command=OnTerminal(),
    operation=in_api("Reward somebody.", "RewardLine", told, status=201, path=""),
)
SHOW = Verb(
    noun="reward",
    name="show",
    on=REWARD,
    do=lambda call: people.show(
        reward=call.on, shown=bool(call.given["shown"]), actor=call.actor, at=call.at
    ),
    tells=told,
    title=("是否公开", "Whether others see it"),
    done=("已记下", "Recorded"),
    fields=(
        Field(
            "shown",
            ("让同事看到", "Let colleagues see it"),
            forms.Kind.TICK,
            is_needed=False,
            default=False,
        ),
    ),
    button=("保存", "Save"),
    page=OnPage(back="reward", to=("reward", "reward")),
    command=OnTerminal(),
    operation=in_api("Say whether an own reward is shown.", "RewardLine", told),
)
BEGIN = Verb(
    noun="suspension",
    name="begin",
    on=SUSPENSIONS,
    do=lambda call: people.suspend(actor=call.actor, at=call.at, **call.given),
    tells=told_suspension,
    title=("即刻停用账号", "Suspend access at once"),
    done=("账号已停用", "The account is stopped"),
    roles=people.SUSPENDERS,
    fields=(
        person(("谁", "Who")),
        Field("why", ("原因", "Why"), forms.Kind.ONE, options=words_of(_BY_HAND), of=Danger),
    ),
    help=(
        "防止损失的措施，不是处分；查清后由主要负责人或保护负责人恢复。",
        "It keeps harm away and is no sanction; head or protection officer lift it.",
    ),
    button=("停用", "Suspend"),
    is_fresh=True,
    page=OnPage(back="suspensions", to=("suspension", "suspension")),
    command=OnTerminal(),
    operation=in_api(
        "Suspend somebody's access.",
        "SuspensionLine",
        told_suspension,
        Scope.DECIDE,
        status=201,
        path="",
    ),
)
LIFT = Verb(
    noun="suspension",
    name="lift",
    on=SUSPENSION,
    do=lambda call: people.lift(suspension=call.on, actor=call.actor, at=call.at),
    tells=told_suspension,
    title=("恢复账号", "Lift the suspension"),
    done=("账号已恢复", "The account runs again"),
    roles=people.LIFTERS,
    button=("恢复", "Lift it"),
    is_fresh=True,
    page=OnPage(back="suspension", to=("suspension", "suspension"), facts=_about),
    command=OnTerminal(),
    operation=in_api("Lift a suspension.", "SuspensionLine", told_suspension, Scope.DECIDE),
)
VERBS = (GIVE, SHOW, BEGIN, LIFT)
