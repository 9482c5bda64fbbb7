"""The verbs of drills: begun, and ended with a score."""

from __future__ import annotations

from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services import drills
from shoumi.chapters.incidents.verbs.incidents import (
    ABOUT,
    ACCOUNT,
    BACK,
    OPERATOR,
    grade_fields,
    report_in,
    told,
)
from shoumi.chapters.incidents.verbs.place import BREACH, DRILLS, in_api, words


def _begin(call: Call) -> Breach:
    found = report_in(call.given, found_at=call.at)
    made = drills.begin(told=found, injects=call.given["injects"], actor=call.actor, at=call.at)
    jobs.begin_injects()
    return made


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
VERBS = (BEGIN, END)
