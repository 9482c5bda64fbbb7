"""Several rooms of a deal at once: approved, opened to the same people, shut.

Each form is shown as a list first: which rooms, for whom, and which of them would be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, tables
from shoumi.base.messages import names, refusals
from shoumi.base.messages.reader import language
from shoumi.base.messages.text import minute
from shoumi.base.pages import choices, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.rooms import content_erasure, joint_rooms, rules
from shoumi.base.rooms.joint_rooms import Answered
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import MOST_TOGETHER, State
from shoumi.base.verbs import DEAL, Call, OnPage, OnTerminal, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

Joint = Callable[..., list[Answered]]


def _approve(call: Call, *, is_trial: bool = False) -> list[Answered]:
    return joint_rooms.approve_each(**_told(call, is_trial))


def _open(call: Call, *, is_trial: bool = False) -> list[Answered]:
    return joint_rooms.open_each(**_told(call, is_trial))


def _shut(call: Call, *, is_trial: bool = False) -> list[Answered]:
    made = joint_rooms.shut_each(**_told(call, is_trial))
    if not is_trial:
        content_erasure.empty(at=call.at, actor=call.actor)
    return made


def _told(call: Call, is_trial: bool) -> dict[str, Any]:
    return {
        **call.given,
        "deal": call.on,
        "actor": call.actor,
        "at": call.at,
        "is_trial": is_trial,
    }


def _answers(made: Sequence[Answered]) -> Mapping[str, Any]:
    return {
        "done": sum(one.refused is None for one in made),
        "refused": sum(one.refused is not None for one in made),
        "rooms": [
            {
                "ref": one.room.ref,
                "persons": list(one.persons),
                "refused": one.refused.code if one.refused else None,
            }
            for one in made
        ],
    }


def _printed(do: Joint) -> Callable[[Call], list[Answered]]:
    def run(call: Call) -> list[Answered]:
        made = do(call)
        if not answers.wants_json():
            known = accounts.names({person for one in made for person in one.persons})
            tables.table(
                [("数据室", "room"), ("人员", "people"), ("结果", "outcome")],
                [
                    (one.room.ref, [known[person] for person in one.persons], _outcome(one))
                    for one in made
                ],
            )
        return made

    return run


def _outcome(one: Answered) -> str:
    if one.refused is None:
        return answers.say(("办好了", "done"))
    found = refusals.tell(one.refused, language())
    return f"{found.what}{found.mend}"


def _rooms_in(state: State) -> Callable[[PageRequest, Mapping[str, Any]], Iterator[Option]]:
    def rooms(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
        deal = scoping.seen(request, place["deal"])
        for one in Room.objects.filter(deal=deal, state=state).order_by("id")[:MOST_TOGETHER]:
            zh, en = names.pair(DisclosureLevel(one.level))
            when = minute(one.opened_at or one.prepared_at)
            yield one.ref, (f"{zh} · {when} · {one.ref}", f"{en} · {when} · {one.ref}")

    return rooms


def _rooms(state: State, label: Both) -> Field:
    return Field(
        "rooms",
        label,
        Kind.MANY,
        (
            "每间单独判断、单独记账。一间不成，其余照办，并写明缘由。",
            "Each is judged and recorded by itself; one that is refused stops no other.",
        ),
        options=_rooms_in(state),
        of=Ref,
        most=MOST_TOGETHER,
        option="room",
    )


_PERSONS = Field(
    "persons",
    ("谁可以进", "Who may enter"),
    Kind.MANY,
    (
        "每间只放进批准时点过名的人；备好时没有点名的，这里选的都能进。",
        "Into each go those of them whom its approvers saw named; all, where nobody was named.",
    ),
    options=choices.people,
    of=Ref,
    names="person",
    option="person",
)
_HOURS = Field(
    "hours",
    ("开几小时", "For how many hours"),
    Kind.WHOLE,
    ("不填就是各级最长的时间。", "Empty: the longest each level allows."),
    is_needed=False,
    least=1,
    most=24 * 60,
)


def _on_page(verb: Callable[[], Verb], do: Joint) -> OnPage:
    def preview(request: PageRequest, call: Call) -> HttpResponse:
        from shoumi.doors.console import joint_rooms as shown

        return shown.preview(request, verb(), call, do(call, is_trial=True))

    def done(request: PageRequest, made: Sequence[Answered]) -> HttpResponse:
        from shoumi.doors.console import joint_rooms as shown

        return shown.done(request, verb(), made)

    return OnPage(back="deal", preview=preview, shows=done)


def _on_terminal(do: Joint) -> OnTerminal:
    return OnTerminal(
        said=("办好了 {done} 间", "rooms: {done}"),
        said_no=("办好了 {done} 间，{refused} 间没有办", "rooms: {done}; refused: {refused}"),
        is_no=lambda made: any(one.refused for one in made),
        do=_printed(do),
    )


APPROVE: Verb = Verb(
    noun="room",
    name="approve-several",
    on=DEAL,
    do=_approve,
    tells=_answers,
    title=("一起批准数据室", "Approve several rooms"),
    done=("已批准", "Approved"),
    roles=rules.APPROVERS,
    who=Who.SIGNED_IN,
    fields=(_rooms(State.PREPARED, ("批准哪几间", "Which to approve")),),
    help=(
        "先看一遍再办。自己申请的不能批准；L3 要两个人。",
        "You see the list first. Not by who asked; L3 takes two.",
    ),
    button=("看一遍", "Show the list"),
    is_fresh=True,
    group=Group.ROOMS,
    page=_on_page(lambda: APPROVE, _approve),
    command=_on_terminal(_approve),
)
OPEN: Verb = Verb(
    noun="room",
    name="open-several",
    on=DEAL,
    do=_open,
    tells=_answers,
    title=("一起开放数据室", "Open several rooms"),
    done=("数据室开着", "The rooms are open"),
    roles=rules.PREPARERS,
    fields=(_rooms(State.PREPARED, ("开放哪几间", "Which to open")), _PERSONS, _HOURS),
    help=(
        "先看一遍再办：每间给谁、缺什么。",
        "You see the list first: for whom each opens, and what is missing.",
    ),
    button=("看一遍", "Show the list"),
    group=Group.ROOMS,
    page=_on_page(lambda: OPEN, _open),
    command=_on_terminal(_open),
)
SHUT: Verb = Verb(
    noun="room",
    name="shut-several",
    on=DEAL,
    do=_shut,
    tells=_answers,
    title=("一起关上数据室", "Shut several rooms"),
    done=("数据室关上了，内容已销毁", "The rooms are shut; what they showed is destroyed"),
    roles=rules.SHUTTERS,
    fields=(_rooms(State.OPEN, ("关上哪几间", "Which to shut")),),
    help=(
        "先看一遍再办。关上就不能再开，展示的内容随即销毁。",
        "You see the list first. A room that is shut stays shut; what it showed is destroyed.",
    ),
    button=("看一遍", "Show the list"),
    is_fresh=True,
    group=Group.ROOMS,
    after_end=True,
    page=_on_page(lambda: SHUT, _shut),
    command=_on_terminal(_shut),
)
VERBS = (APPROVE, OPEN, SHUT)
