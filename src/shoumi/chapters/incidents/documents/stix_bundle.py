"""An incident as a STIX 2.1 bundle, for those who exchange such: what happened, how grave, what was
done.  Texts stay in the house, as people may be named in them.

Names are derived from the references of the house, so that two exports tell of the same objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shoumi.base.home_settings import queries as settings
from shoumi.base.messages import names
from shoumi.chapters.incidents.models import Breach, BreachStep
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules.words import Kind, StepKind
from shoumi.chapters.incidents.services.measures import MEASURES
from shoumi.core.incident_clock import Level, Severity

_SPEC = "2.1"
# Of our own, drawn once: names made from it are of this product and nobody else's.
_NAMESPACE = UUID("3f1d3a0e-5a0d-4c58-9d0e-6d1f4a7b2c11")
# TLP:AMBER, as the specification (7.2.1.4) names it: for those who need it to act.
_AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
_NO_HOUSE = "—"


def of(one: Breach) -> bytes:
    """The bundle, the incident first."""
    made = list(_objects(one))
    bundle = {"type": "bundle", "id": _id("bundle", one.ref), "objects": made}
    return json.dumps(bundle, ensure_ascii=False, indent=2).encode()


def _objects(one: Breach) -> Iterator[dict[str, Any]]:
    steps = list(BreachStep.objects.filter(breach=one.ref).order_by("at", "id"))
    last = max([one.reported_at, one.closed_at or one.reported_at, *(step.at for step in steps)])
    house = _house(one)
    incident = {
        **_common("incident", one.ref, one.reported_at, last, house["id"]),
        "name": f"{'DRILL' if one.is_drill else 'INC'}-{one.number:03d} {_kind(one)}",
        "description": _description(one),
    }
    yield incident
    yield house
    measures = [step for step in steps if StepKind(step.kind) in MEASURES]
    acts = [_act(step, house["id"]) for step in measures]
    yield from acts
    for step, act in zip(measures, acts, strict=True):
        yield {
            **_common("relationship", f"{step.ref}-of", step.at, step.at, house["id"]),
            "relationship_type": "related-to",
            "source_ref": act["id"],
            "target_ref": incident["id"],
        }
    yield _note(one, [step.at for step in steps], incident["id"], house["id"], last)


def _house(one: Breach) -> dict[str, Any]:
    """One for each bundle: the same name with other times would be another version of it."""
    company = settings.company()
    name = company.name if company else _NO_HOUSE
    made = _common("identity", f"{one.ref}-house", one.reported_at, one.reported_at, "")
    return {**made, "name": name, "identity_class": "organization"}


def _act(step: BreachStep, house: str) -> dict[str, Any]:
    zh, en = names.pair(StepKind(step.kind))
    made = _common("course-of-action", step.ref, step.at, step.at, house)
    return {**made, "name": f"{zh} · {en}"}


def _note(
    one: Breach, times: Sequence[datetime], incident: str, house: str, last: datetime
) -> dict[str, Any]:
    told = [f"{at}: {what}" for at, what in _course(one)]
    told.append(f"steps: {len(times)}")
    return {
        **_common("note", f"{one.ref}-course", one.reported_at, last, house),
        "abstract": "course of the incident",
        "content": "\n".join(told),
        "object_refs": [incident],
    }


def _course(one: Breach) -> Iterator[tuple[str, str]]:
    yield _moment(one.found_at), "found"
    yield _moment(one.reported_at), "reported"
    for clock in courses.clocks(one):
        if clock.done_at is not None:
            yield _moment(clock.done_at), names.pair(clock.what)[1]
    if one.closed_at:
        yield _moment(one.closed_at), "closed"


def _kind(one: Breach) -> str:
    zh, en = names.pair(Kind(one.kind))
    return f"{zh} · {en}"


def _description(one: Breach) -> str:
    level, severity = names.pair(Level(one.level))[1], names.pair(Severity(one.severity))[1]
    leak = "confirmed leak" if one.is_leak else "no confirmed leak"
    return f"level {level}, severity {severity}, {one.persons} persons, {leak}"


def _common(
    kind: str, name: str, created: datetime, modified: datetime, creator: str
) -> dict[str, Any]:
    made: dict[str, Any] = {"type": kind, "spec_version": _SPEC, "id": _id(kind, name)}
    made |= {"created_by_ref": creator} if creator else {}
    made |= {"created": _moment(created), "modified": _moment(modified)}
    return {**made, "object_marking_refs": [_AMBER]}


def _id(kind: str, name: str) -> str:
    """In the form of version 4, which the specification (2.9) asks for of such objects; its bits
    come from the reference, which was drawn at random."""
    drawn = sha256(_NAMESPACE.bytes + f"{kind} {name}".encode()).digest()
    return f"{kind}--{UUID(bytes=drawn[:16], version=4)}"


def _moment(at: datetime) -> str:
    """As the specification (3.2) has it: UTC, with milliseconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
