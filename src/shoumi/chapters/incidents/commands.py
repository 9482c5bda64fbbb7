"""``shoumi plan``, ``planchange``, ``onduty``; ``incident``, ``lowering``, ``liability``,
``status``, ``exercise``."""

from __future__ import annotations

from collections.abc import Mapping

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.models import Breach, ContingencyPlan, StatusNote
from shoumi.chapters.incidents.queries import NoSuchIncident
from shoumi.chapters.incidents.verbs import VERBS, incidents, plans, status_notes
from shoumi.chapters.incidents.verbs.place import BREACH

_WORDS = {
    "plan": ("应急预案", "The plan for when something happens."),
    "planchange": ("预案的修订意见", "What calls for changing the plan."),
    "onduty": ("应急值守", "Who is on duty when something happens."),
    "incident": ("安全事件", "Incidents, from their report to their end."),
    "lowering": ("降级", "Incidents that somebody wants graded lower."),
    "liability": ("责任认定", "Who answers for an incident."),
    "status": ("公开说明", "What is said of incidents in public."),
    "exercise": ("应急演练", "Drills of the plan."),
}
GROUPS: Mapping[str, click.Group] = {
    noun: group(noun, words, [one for one in VERBS if one.noun == noun])
    for noun, words in _WORDS.items()
}


@GROUPS["plan"].command("list")
@options.answering
def list_plans() -> None:
    """列出应急预案的各版 / List the versions of the plan."""
    rows = [plans.told(one) for one in ContingencyPlan.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"plans": rows})
        return
    tables.table(
        [("版本", "version"), ("状态", "state"), ("批准于", "approved"), ("编号", "reference")],
        [
            (row["number"], names.of(row["state"], language()), row["approved_at"], row["ref"])
            for row in rows
        ],
        empty=("没有应急预案：shoumi plan draft", "No plan yet: shoumi plan draft"),
    )


def _drill(told: str) -> Breach:
    found: Breach = queries.get(Breach, BREACH.typed(told))
    if not found.is_drill:
        raise NoSuchIncident(incident=found.ref)
    return found


@GROUPS["exercise"].command("export")
@click.argument("breach")
def export_drill(breach: str) -> None:
    """演练数据（JSON），可据此重新算分 / A drill as data, to count its score again."""
    click.echo(drill_export.of(_drill(breach)).decode())


@GROUPS["exercise"].command("sensor")
@click.argument("breach")
def export_sensor(breach: str) -> None:
    """演练到现在的监测文件 / What a sensor has seen in a drill so far."""
    click.echo(drill_export.sensor_lines(_drill(breach), clock.now()).decode(), nl=False)


@GROUPS["status"].command("list")
@options.answering
def list_status_notes() -> None:
    """列出公开说明 / List the public notes."""
    rows = [status_notes.told(one) for one in StatusNote.objects.order_by("-id")]
    if answers.wants_json():
        answers.document({"status_notes": rows})
        return
    tables.table(
        [("编号", "reference"), ("状态", "state"), ("公开", "public"), ("下次", "next by")],
        [
            (row["ref"], names.of(row["state"], language()), row["shown_at"], row["next_at"])
            for row in rows
        ],
        empty=("没有公开说明：shoumi incident status", "None: shoumi incident status"),
    )


@GROUPS["incident"].command("list")
@options.answering
def list_incidents() -> None:
    """列出安全事件和演练 / List incidents and drills."""
    rows = [incidents.told(one) for one in Breach.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"incidents": rows})
        return
    drill, real = ("演练", "drill"), ("真实", "real")
    tables.table(
        [("编号", "number"), ("", ""), ("状态", "state"), ("人数", "people"), ("发现", "found")],
        [
            (
                row["number"],
                answers.say(drill if row["drill"] else real),
                names.of(row["state"], language()),
                row["persons"],
                row["found_at"],
            )
            for row in rows
        ],
        empty=("没有事件：shoumi incident report", "None: shoumi incident report"),
    )
