"""A lesson, an item or a case as a page shows it, with its pictures."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from shoumi.base.pages import markdown
from shoumi.chapters.learning.file_models import LessonPicture


def html(text: str) -> SafeString:
    """Of a picture that the house does not keep nothing is shown."""
    shown = {name for name, _ in markdown.pictures(text)}
    known = set(LessonPicture.objects.filter(ref__in=shown).values_list("ref", flat=True))
    return markdown.html(text, "h3", lambda name: _address(name) if name in known else "")


def _address(name: str) -> str:
    return reverse("lesson-picture", kwargs={"picture": name})
