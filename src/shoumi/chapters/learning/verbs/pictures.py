"""The verb that adds a picture for lessons."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.pages import detail_page, forms
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.forms import Field
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.file_models import LessonPicture
from shoumi.chapters.learning.rules import lesson_pictures
from shoumi.chapters.learning.services import pictures
from shoumi.chapters.learning.verbs import lesson_html
from shoumi.chapters.learning.verbs.place import COURSES
from shoumi.chapters.learning.verbs.told import operation
from shoumi.chapters.learning.verbs.told import picture as told
from shoumi.core.refs import Ref


def _add(call: Call) -> LessonPicture:
    return pictures.add(content=bytes(call.given["file"]), actor=call.actor, at=call.at)


def _shown(request: PageRequest, made: LessonPicture) -> HttpResponse:
    """What to write into the lesson, and how it looks there."""
    line = lesson_pictures.line(made.ref)
    told = DetailPage(
        title=("课程图片", "A picture for lessons"),
        answer=request.say(
            ("已加。把这一行写进正文：", "It is in. Write this line into a lesson:")
        ),
        crumbs=[(request.say(("课程", "Courses")), reverse("courses"))],
        pairs=[(("写进正文", "For the lesson"), line)],
        panels=[Filled("learning/lesson.html", {"text": lesson_html.html(line)})],
        history=detail_page.history(request, Ref(made.ref)),
    )
    return detail_page.show(request, told)


ADD = Verb(
    noun="course",
    name="add-picture",
    on=COURSES,
    do=_add,
    tells=told,
    title=("加课程图片", "Add a picture for lessons"),
    done=("图片已加", "The picture is in"),
    roles=pictures.ADDERS,
    fields=(
        Field(
            "file",
            ("图片", "Picture"),
            forms.Kind.FILE,
            (
                "PNG 或 JPEG，不超过 2 MB；图里不要有任何人的信息。",
                "PNG or JPEG, at most 2 MB; nothing about anybody on it.",
            ),
            hints={"accept": "image/png,image/jpeg"},
        ),
    ),
    help=(
        "图片重新绘制以后加密保存；加好以后给出一行，写进正文就显示。",
        "It is drawn anew and kept sealed; you are given a line that shows it in a lesson.",
    ),
    button=("加图片", "Add it"),
    page=OnPage(back="courses", shows=_shown),
    command=OnTerminal(said=("写进正文：{line}", "write into the lesson: {line}")),
    operation=operation("Add a picture for lessons.", "PictureLine", told, status=201),
)
VERBS = (ADD,)
