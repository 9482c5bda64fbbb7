"""The verbs of drills: begun, and ended with a score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.models import Breach, DrawnDrill
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services import drawn_drills, drills
from shoumi.chapters.incidents.verbs.incidents import (
    ABOUT,
    ACCOUNT,
    BACK,
    OPERATOR,
    grade_fields,
    report_in,
    told,
)
from shoumi.chapters.incidents.verbs.place import BREACH, DRAWN, DRILLS, drawn_of, in_api, words
from shoumi.core.messages import Both


def _begin(call: Call) -> Breach:
    found = report_in(call.given, found_at=call.at)
    made = drills.begin(told=found, injects=call.given["injects"], actor=call.actor, at=call.at)
    jobs.begin_injects()
    return made


def _arrange(call: Call) -> DrawnDrill:
    given = call.given
    return drawn_drills.arrange(
        told=report_in(given, found_at=call.at),
        injects=given["injects"],
        since=given["since"],
        until=given["until"],
        actor=call.actor,
        at=call.at,
    )


def _window(request: PageRequest, drawndrill: str) -> Iterator[tuple[Both, object]]:
    """Which one it is."""
    one = drawn_of(drawndrill)
    yield ("最早", "Not before"), one.since
    yield ("最晚", "Before"), one.until
    yield ("安排的人", "Arranged by"), accounts.names([one.arranged_by])[one.arranged_by]


def told_drawn(found: DrawnDrill) -> dict[str, Any]:
    columns = ("ref", "since", "until", "commitment", "breach")
    return {name: getattr(found, name) for name in columns}


BEGIN = Verb(
    noun="exercise",
    name="begin",
    on=DRILLS,
    do=_begin,
    tells=told,
    title=("开始演练", "Begin a drill"),
    done=("演练开始，计时从现在起", "The drill runs; its clocks begin now"),
    roles=drills.PLANNERS,
    fields=(
        *ABOUT,
        ACCOUNT,
        words(
            "injects",
            ("情况注入", "What happens in it"),
            (
                (
                    "一行一条：第几分钟 | 渠道 | 发生什么，如“5 | 邮件 | …”“7:30 | 电话 | …”"
                    "“9 | 监测 | …”；不写渠道的只在页面上显示。"
                    "邮件寄给值守的人，电话脚本寄给您，到了时间自动发。"
                ),
                (
                    "One a line: minute | channel | what happens, such as “5 | mail | …”, "
                    "“7:30 | phone | …”, “9 | sensor | …”; without a channel on the page alone. "
                    "Mails go to those on duty, phone scripts to you, each by itself at its time."
                ),
            ),
        ),
        *grade_fields(is_new=True),
        OPERATOR,
    ),
    help=(
        "与真实事件同一套步骤，处处标明演练：不中止转让，不停任何人，不向外发出任何东西。",
        (
            "The steps of a real incident, marked as a drill everywhere: no deal stops, nobody is "
            "locked out, nothing leaves the house."
        ),
    ),
    button=("开始", "Begin it"),
    page=OnPage(back="exercises", to=("incident", "breach")),
    command=OnTerminal(),
    operation=in_api("Begin a drill.", "BreachLine", told, status=201, path=""),
)
END = Verb(
    noun="exercise",
    name="end",
    on=BREACH,
    do=lambda call: drills.end(breach=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("结束演练并打分", "End the drill and score it"),
    done=("已打分；没有做到的成为修订意见", "Scored; what was missed calls for a change"),
    roles=drills.ENDERS,
    help=(
        "写教训的人不能打分。没有按时做到的，逐条成为预案的修订意见，决定以前不办数据交割。",
        (
            "Not by who wrote the lesson. Each that was missed calls for a change of the plan, and "
            "until it is decided no data are handed over."
        ),
    ),
    button=("结束", "End it"),
    is_final=True,
    is_fresh=True,
    page=BACK,
    command=OnTerminal(),
    operation=in_api(
        "End a drill and score it.", "BreachLine", told, Scope.DECIDE, path="end-drill"
    ),
)
ARRANGE = Verb(
    noun="exercise",
    name="arrange",
    on=DRILLS,
    do=_arrange,
    tells=told_drawn,
    title=("安排突击演练", "Arrange an unannounced drill"),
    done=("已安排，到抽出的时间自动开始", "Arranged; it begins by itself at a drawn minute"),
    roles=drills.PLANNERS,
    fields=(
        Field("since", ("最早", "Not before"), forms.Kind.MOMENT),
        Field("until", ("最晚", "Before"), forms.Kind.MOMENT),
        *BEGIN.fields,
    ),
    help=(
        (
            "在这段时间里随机抽一分钟，自动开始，事前谁也不知道，您也不知道；开始时公开种子，谁都可以验算。"
            "一小时以上，九十二天以内。"
        ),
        (
            "A minute in between is drawn and it begins by itself. Nobody knows it before, nor do "
            "you; its seed is said then, so that anybody counts it again. An hour to 92 days."
        ),
    ),
    button=("安排", "Arrange it"),
    page=OnPage(back="exercises", to=("exercises", "")),
    command=OnTerminal(),
    operation=in_api(
        "Arrange an unannounced drill.", "DrawnDrillLine", told_drawn, status=201, path="arrange"
    ),
)
CALL_OFF = Verb(
    noun="exercise",
    name="call-off",
    on=DRAWN,
    do=lambda call: drawn_drills.call_off(drawn=call.on, actor=call.actor, at=call.at),
    tells=told_drawn,
    title=("取消突击演练", "Call the unannounced drill off"),
    done=("已取消", "Called off"),
    roles=drills.PLANNERS,
    button=("取消它", "Call it off"),
    is_final=True,
    page=OnPage(back="", facts=_window, to=("exercises", "")),
    command=OnTerminal(),
    operation=in_api("Call an unannounced drill off.", "DrawnDrillLine", told_drawn),
)
VERBS = (BEGIN, END, ARRANGE, CALL_OFF)
