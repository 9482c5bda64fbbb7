"""The verb that adds a lesson package (SCORM) to a draft of a course."""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.package_models import LessonPackage
from shoumi.chapters.learning.services import packages
from shoumi.chapters.learning.verbs.courses import about
from shoumi.chapters.learning.verbs.place import COURSE
from shoumi.chapters.learning.verbs.told import operation
from shoumi.chapters.learning.verbs.told import package as told


def _add(call: Call) -> LessonPackage:
    return packages.add(
        course=call.on, content=bytes(call.given["file"]), actor=call.actor, at=call.at
    )


ADD = Verb(
    noun="course",
    name="add-package",
    on=COURSE,
    do=_add,
    tells=told,
    title=("加课件", "Add a lesson package"),
    done=("课件已加，请另一个人看过再发布课程", "It is in; another looks at it and publishes"),
    roles=packages.ADDERS,
    fields=(
        Field(
            "file",
            ("SCORM 课件", "SCORM package"),
            forms.Kind.FILE,
            (
                "SCORM 1.2 或 2004 的 ZIP，不超过 50 MB；里面不要有任何人的信息。",
                "A ZIP of SCORM 1.2 or 2004, at most 50 MB; nothing about anybody in it.",
            ),
            hints={"accept": ".zip,application/zip"},
        ),
    ),
    help=(
        "只证明学过，代替不了考试。它在隔离的框里打开，读不到这里的东西，也连不上外面；再加就换掉。",
        "It proves attendance; the examination stays. It runs apart, and reaches nothing outside.",
    ),
    button=("加课件", "Add it"),
    page=OnPage(
        back="course",
        href=lambda made: reverse("course", kwargs={"course": made.course}),
        facts=about,
    ),
    command=OnTerminal(),
    operation=operation("Add a lesson package to a draft.", "LessonPackageLine", told, status=201),
)
VERBS = (ADD,)
