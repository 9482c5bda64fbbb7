"""The verbs by which people write in an assessment: passages, activities, who assessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as Standing
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, Verb
from shoumi.chapters.compliance import services
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import written
from shoumi.chapters.compliance.rules.written import Activity, Part, Written
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.services.errors import NoSuchPart
from shoumi.chapters.compliance.verbs import covered_fields as cover
from shoumi.chapters.compliance.verbs import risks
from shoumi.chapters.compliance.verbs.place import ASSESSMENT, own
from shoumi.chapters.compliance.verbs.records import PAGE, told
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

Place = Mapping[str, Any]


def write(call: Call, change: Callable[[Sheet], Sheet]) -> Assessment:
    return services.write(assessment=call.on, change=change, actor=call.actor, at=call.at)


def said(request: PageRequest, place: Place) -> Written:
    return written.read(own(request, place["assessment"]).written)


# -- passages


def _passage(call: Call) -> Assessment:
    part, text, at = call.given["part"], call.given["text"], call.at.isoformat()
    return write(
        call, lambda old: old._replace(words=old.words.saying(part, text, str(call.actor), at))
    )


def _text_of(request: PageRequest, place: Place) -> str:
    wanted = request.GET.get("part", "")
    found = said(request, place).passage(Part(wanted)) if wanted in set(Part) else None
    return found.text if found else ""


PASSAGE = Verb(
    noun="assessment",
    name="passage",
    on=ASSESSMENT,
    do=_passage,
    tells=told,
    title=("写一段", "Write a passage"),
    done=("已写下", "It is written down"),
    fields=(
        risks.one("part", ("哪一段", "Which passage"), Part, initial=from_query("part")),
        risks.words("text", ("内容", "Text"), initial=_text_of),
    ),
    help=(
        "存下就是你写的，署你的名。意见由各角色自己写，其余由负责人和写明的评估人写；清空就是去掉。",
        "What you save stands under your name. Opinions are each of their own role.",
    ),
    button=("存下", "Save"),
    page=PAGE,
)


# -- activities


def _activity(call: Call) -> Assessment:
    given = call.given
    made = Activity(
        given["name"].strip(),
        **{name: given[name].strip() for name in ("purpose", "method", "necessity")},
        fields=tuple(given["fields"]),
        by=str(call.actor),
    )

    def change(old: Sheet) -> Sheet:
        number = number_of(given["number"], len(old.words.activities))
        return old._replace(words=old.words.doing(made, number))

    return write(call, change)


def number_of(told: str, most: int) -> int | None:
    """
    Raises:
        NoSuchPart
    """
    if not told:
        return None
    if not told.isascii() or not told.isdigit() or not 1 <= int(told) <= most:
        raise NoSuchPart(what=told)
    return int(told)


def _activities(request: PageRequest, place: Place) -> Iterator[Option]:
    for number, one in enumerate(said(request, place).activities, start=1):
        yield str(number), (f"{number}. {one.name}", f"Activity {number}")


def _of_activity(name: str) -> Callable[[PageRequest, Place], Any]:
    def initial(request: PageRequest, place: Place) -> Any:
        found = dict(enumerate(said(request, place).activities, start=1))
        wanted = request.GET.get("number", "")
        one = found.get(int(wanted)) if wanted.isascii() and wanted.isdigit() else None
        return getattr(one, name, "" if name != "fields" else ())

    return initial


ACTIVITY = Verb(
    noun="assessment",
    name="activity",
    on=ASSESSMENT,
    do=_activity,
    tells=told,
    title=("写处理活动", "Write a processing activity"),
    done=("处理活动已写下", "The activity is written down"),
    fields=(
        Field(
            "number",
            ("改哪一项", "Which one"),
            forms.Kind.ONE,
            ("不选就是加一项。", "None: a further one."),
            options=_activities,
            initial=from_query("number"),
            is_needed=False,
        ),
        Field("name", ("处理活动", "Activity"), most=120, initial=_of_activity("name")),
        risks.words("purpose", ("处理目的", "Purpose"), initial=_of_activity("purpose")),
        risks.words("method", ("处理方式", "Method"), initial=_of_activity("method")),
        Field(
            "fields",
            ("数据类别", "Data"),
            forms.Kind.MANY,
            options=cover.of_scope,
            initial=_of_activity("fields"),
            is_needed=False,
        ),
        risks.words(
            "necessity", ("为什么必要", "Why it is necessary"), initial=_of_activity("necessity")
        ),
    ),
    help=(
        "用自己的话写；四项都写了才能批准。",
        "In own words; it is approved once all four are written.",
    ),
    button=("存下", "Save"),
    page=PAGE,
)


# -- assessors


def _assessors(call: Call) -> Assessment:
    named = tuple(str(one) for one in call.given["assessors"])
    return write(call, lambda old: old._replace(words=replace(old.words, assessors=named)))


def _staff(request: PageRequest, place: Place) -> Iterator[Option]:
    for one in Person.objects.filter(is_active=True, kind=Standing.STAFF).order_by("name", "ref"):
        yield one.ref, (one.name, one.name)


ASSESSORS = Verb(
    noun="assessment",
    name="assessors",
    on=ASSESSMENT,
    do=_assessors,
    tells=told,
    title=("写明评估人", "Name the assessors"),
    done=("评估人已写明", "The assessors are named"),
    roles=(Role.DPO,),
    fields=(
        Field(
            "assessors",
            ("一起评估的人", "Who assessed as well"),
            forms.Kind.MANY,
            (
                "起草人总在其中。写明的评估人也能写这份评估，都不能批准。",
                "Who began it always counts. Those named may write in it too; none approves.",
            ),
            options=_staff,
            of=Ref,
            initial=lambda request, place: list(said(request, place).assessors),
            is_needed=False,
        ),
    ),
    button=("存下", "Save"),
    page=PAGE,
)
VERBS = (ACTIVITY, PASSAGE, ASSESSORS)
