"""Pictures of lessons, each as lessons show it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.learning.file_models import LessonPicture
from shoumi.chapters.learning.pages import file_answers
from shoumi.chapters.learning.queries import NoSuchPicture
from shoumi.chapters.learning.verbs.place import LEARNERS


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
