"""The verbs of sensors of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.defence.queries import sensors as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.sensor_models import Sensor
from shoumi.chapters.defence.services import sensors
from shoumi.chapters.defence.verbs.place import SENSOR, WATCH
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = ("ref", "kind", "added_at", "ended_at", "read_at", "lines", "gaps")


def told(found: Sensor) -> dict[str, Any]:
    """As a command and an operation tell it."""
    return {name: getattr(found, name) for name in _COLUMNS}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import SensorLine

    return SensorLine


def _operation(name: str, summary: str, status: int = 200) -> InApi:
    return InApi(
        scope=Scope.DECIDE, summary=summary, answer=_answer, tells=told, name=name, status=status
    )


def _add(call: Call) -> Sensor:
    given = call.given
    return sensors.add(kind=given["kind"], path=given["path"], actor=call.actor, at=call.at)


def _about(request: PageRequest, sensor: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(sensor))
    yield ("传感器", "Sensor"), names.of(SensorKind(one.kind), request.lang)
    yield ("日志", "Log"), one.path


_TO = ("sensor", "sensor")
ADD = Verb(
    noun="sensor",
    name="add",
    on=WATCH,
    do=_add,
    tells=told,
    title=("打开一个传感器", "Switch a sensor on"),
    done=("已打开，从日志末尾开始读", "It is on; its log is read from its end on"),
    roles=sensors.ADDERS,
    fields=(
        Field(
            "kind",
            ("哪一种", "Which kind"),
            forms.Kind.ONE,
            options=words_of(SensorKind),
            of=SensorKind,
        ),
        Field(
            "path",
            ("日志文件", "Its log"),
            help=(
                "完整路径，例如 /var/log/suricata/eve.json 或 /var/log/fail2ban.log。",
                "The whole path, as /var/log/suricata/eve.json or /var/log/fail2ban.log.",
            ),
            most=300,
        ),
    ),
    help=(
        "这些是您自己装的程序；守密只读它们的日志，每半分钟一次。轮转、截断都不丢行、不重复。",
        (
            "They are programs of your own; their logs are read twice a minute. No line is lost"
            " or read twice where the log is rotated."
        ),
    ),
    button=("打开", "Switch it on"),
    is_fresh=True,
    page=OnPage(back="detection", to=_TO),
    command=OnTerminal(),
    operation=InApi(
        scope=Scope.DECIDE,
        summary="Switch a sensor on.",
        answer=_answer,
        tells=told,
        name="sensors_add",
        status=201,
        path="sensors",
    ),
)
DROP = Verb(
    noun="sensor",
    name="drop",
    on=SENSOR,
    do=lambda call: sensors.drop(sensor=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("关掉传感器", "Switch the sensor off"),
    done=("已关掉", "It is switched off"),
    roles=sensors.ENDERS,
    button=("关掉", "Switch it off"),
    is_final=True,
    page=OnPage(back="sensor", to=_TO, facts=_about),
    command=OnTerminal(),
    operation=_operation("sensors_drop", "Switch a sensor off."),
)
VERBS = (ADD, DROP)
