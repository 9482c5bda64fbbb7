"""Pictures of lessons: the one that was added, and each as lessons show it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import detail_page, markdown
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.learning.file_models import LessonPicture
from shoumi.chapters.learning.pages import file_answers
from shoumi.chapters.learning.queries import NoSuchPicture
from shoumi.chapters.learning.rules import lesson_pictures
from shoumi.chapters.learning.verbs.place import LEARNERS
from shoumi.core.refs import Ref


def html(text: str) -> SafeString:
    """A lesson, an item or a case with its pictures."""
    shown = {name for name, _ in markdown.pictures(text)}
    known = set(LessonPicture.objects.filter(ref__in=shown).values_list("ref", flat=True))
    return markdown.html(text, "h3", lambda name: _address(name) if name in known else "")


def _address(name: str) -> str:
    return reverse("lesson-picture", kwargs={"picture": name})


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def picture(request: PageRequest, picture: str) -> HttpResponse:
    """
    Raises:
        NoSuchPicture, NotAuthentic, NoSuchDocument, DocumentDamaged, NoKey
    """
    found = LessonPicture.objects.filter(ref=picture).first()
    if found is None:
        raise NoSuchPicture(ref=picture)
    return file_answers.kept_file(found, shown=True)


def added(request: PageRequest, made: LessonPicture) -> HttpResponse:
    """What to write into the lesson, and how it looks there."""
    line = lesson_pictures.line(made.ref)
    told = DetailPage(
        title=("课程图片", "A picture for lessons"),
        answer=request.say(
            ("已加。把这一行写进正文：", "It is in. Write this line into a lesson:")
        ),
        crumbs=[(request.say(("课程", "Courses")), reverse("courses"))],
        pairs=[(("写进正文", "For the lesson"), line)],
        panels=[Filled("learning/lesson.html", {"text": html(line)})],
        history=detail_page.history(request, Ref(made.ref)),
    )
    return detail_page.show(request, told)
