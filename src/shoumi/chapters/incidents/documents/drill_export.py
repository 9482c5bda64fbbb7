"""A drill as data: what it was graded by, what happened when, what was done when, and its score, so
that anybody can count it again; and what a sensor would have written.

Texts stay in the house.  The sensor's lines have the form of Suricata's ``eve.json``, each marked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from shoumi.base.ledger import reader
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Breach, DrawnDrill, DrillInject
from shoumi.chapters.incidents.queries import courses, drill_scores
from shoumi.chapters.incidents.queries.drill_scores import Came
from shoumi.chapters.incidents.rules import drill_score, playbooks
from shoumi.chapters.incidents.rules.playbooks import PlaybookTask
from shoumi.chapters.incidents.rules.words import Channel, Kind, StepKind
from shoumi.core.incident_clock import Operator

FORM = "shoumi drill 3"
# Of a drill that ended when milestones alone were missed.
_FORM_OF_MILESTONES = "shoumi drill 2"


def of(one: Breach) -> bytes:
    """
    Raises:
        NotAuthentic
    """
    return json.dumps(told(one), ensure_ascii=False, indent=2).encode()


def told(one: Breach) -> Mapping[str, Any]:
    found = DrillInject.objects.filter(breach=one.ref).order_by("number")
    came = drill_scores.came(one)
    answers = drill_scores.steps(one, StepKind.ANSWER)
    done = drill_scores.steps(one, StepKind.TASK)
    return {
        "form": FORM if drill_scores.is_of_all(one) else _FORM_OF_MILESTONES,
        "drill": queries.number_of(one),
        "found": _moment(one.found_at),
        "persons": one.persons,
        "loss_fen": one.loss,
        "leak": one.is_leak,
        "raised_to": one.raised,
        "operator": Operator(one.operator).name,
        "done": {clock.what.value: _moment(clock.done_at) for clock in courses.clocks(one)},
        "drawn": _drawn(one),
        "ended": _moment(one.closed_at),
        "missed": one.missed,
        "injects": [_inject(each, came.get(each.ref), answers) for each in found],
        "playbook": [_task(each, done) for each in playbooks.of(Kind(one.kind))],
        "reached": {post.value: _moment(at) for post, at in drill_scores.reached(one).items()},
        "score": {
            each.part.value: {"expected": each.expected, "met": each.met}
            for each in drill_score.tallies(drill_scores.expected(one))
        },
    }


def _drawn(one: Breach) -> Mapping[str, Any] | None:
    """By what the minute of an unannounced one was drawn."""
    found = DrawnDrill.objects.filter(breach=one.ref).first()
    if found is None:
        return None
    return {
        "since": _moment(found.since),
        "until": _moment(found.until),
        "commitment": found.commitment,
        "entry": reader.entry(found.position).body.decode(),
        "seed": found.said,
    }


def _task(one: PlaybookTask, done: Mapping[str, datetime]) -> Mapping[str, Any]:
    minutes = one.within // timedelta(minutes=1)
    at = done.get(one.ref)
    return {"key": one.key, "post": one.post.value, "within": minutes, "done": _moment(at)}


def _inject(
    one: DrillInject, came: Came | None, answers: Mapping[str, datetime]
) -> Mapping[str, Any]:
    return {
        "ref": one.ref,
        "number": one.number,
        "channel": one.channel,
        "due": _moment(one.due_at),
        "happened": _moment(came.at if came else None),
        "answered": _moment(answers.get(one.ref)),
    }


def sensor_lines(one: Breach, at: datetime) -> bytes:
    """What of it has come by then, a line each."""
    found = DrillInject.objects.filter(
        breach=one.ref, channel=Channel.SENSOR, due_at__lte=at
    ).order_by("number")
    number = queries.number_of(one)
    lines = (json.dumps(_alert(each, number), ensure_ascii=False) for each in found)
    return "".join(f"{line}\n" for line in lines).encode()


def _alert(one: DrillInject, number: str) -> Mapping[str, Any]:
    return {
        "timestamp": f"{one.due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}+0000",
        "event_type": "alert",
        "drill": number,
        "alert": {
            "signature": f"【演练】{one.words}",
            "category": f"DRILL {number}",
            "severity": 1,
        },
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
