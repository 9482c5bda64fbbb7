"""Rows of any table with as little in them as it takes, for tests that look at references alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils import timezone

from shoumi.core.refs import Ref

Row = TypeVar("Row", bound=models.Model)


def row_of(table: type[Row], kind: str, **given: Any) -> Row:
    """A stored row with a reference of that kind, which holds none of a chapter's rules."""
    told = {one.attname: _least(one) for one in table._meta.concrete_fields if _is_needed(one)}
    named = {table._meta.get_field(name).attname: value for name, value in given.items()}
    return table._default_manager.create(**{**told, "ref": Ref.new(kind), **named})


def table(name: str) -> type[Any]:
    """By its name alone: a test of every app's rows names no chapter."""
    (found,) = (one for one in apps.get_models() if one.__name__ == name)
    return found


def _is_needed(one: Any) -> bool:
    return not (one.null or one.has_default() or isinstance(one, models.AutoField))


def _least(one: Any) -> object:
    if one.choices:
        return one.choices[0][0]
    if isinstance(one, models.DateTimeField):
        return timezone.now()
    if isinstance(one, models.DateField):
        return timezone.now().date()
    if isinstance(one, models.JSONField):
        return []
    if isinstance(one, models.BooleanField):
        return True
    if isinstance(one, models.IntegerField):
        return 0
    if isinstance(one, models.ForeignKey):
        return one.related_model._default_manager.values_list("pk", flat=True)[0]
    return bytes(32) if isinstance(one, models.BinaryField) else ""


def _of(name: str, kind: str, place: str, **given: Any) -> tuple[Any, str]:
    return (lambda _: row_of(table(name), kind, **given)), place


# kind -> what makes one, and where it leads: what belongs to one incident leads to its page.
_SPAN = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2031, 1, 1, tzinfo=UTC)}
_PART = {"breach": "br"}


def _report_link(_: object) -> Any:
    vendor = table("Vendor").objects.get().ref
    return row_of(table("ReportLink"), "reportlink", vendor=vendor, digest="d")


IN_EMERGENCIES: dict[str, tuple[Any, str]] = {
    "plan": _of("ContingencyPlan", "plan", "/plans/{ref}"),
    "planchange": _of("PlanChange", "planchange", "/plan-changes/{ref}"),
    "dutypost": _of("DutyPost", "dutypost", "/on-duty", deputy="p-1"),
    "dutycontact": _of("DutyContact", "dutycontact", "/on-duty/{ref}", person="p-1"),
    "breach": _of("Breach", "breach", "/incidents/{ref}", reported_by="p-1"),
    "bstep": _of("BreachStep", "bstep", "/incidents/br", **_PART),
    "borigin": _of("BreachOrigin", "borigin", "/incidents/br", **_PART),
    "reportlink": (_report_link, "/vendors/{vendor}"),
    "statusnote": _of("StatusNote", "statusnote", "/status-notes/{ref}", **_PART, contact="c"),
    "inject": _of("DrillInject", "inject", "/incidents/br", **_PART),
    "drawndrill": _of("DrawnDrill", "drawndrill", "/exercises", **_SPAN),
    "exposure": _of("Exposure", "exposure", "/incidents/br", **_PART, **_SPAN),
    "bnotice": _of("BreachNotice", "bnotice", "/incidents/br", **_PART),
    "bletters": _of("NoticeLetters", "bletters", "/incidents/br", people=0, **_PART),
    "lowering": _of("Lowering", "lowering", "/incidents/br", **_PART),
    "liability": _of("Liability", "liability", "/incidents/br", **_PART),
}
