"""Whether a text shows pictures that are there, and says what is on them."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.pages import markdown
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning.file_models import LessonPicture
from shoumi.chapters.learning.services.sheet_errors import PictureUnknown, PictureWithoutWords


def require_known(texts: Iterable[str]) -> None:
    """
    Raises:
        PictureUnknown, PictureWithoutWords
    """
    shown = [one for text in texts for one in markdown.pictures(text)]
    for name, words in shown:
        if not words.strip():
            raise PictureWithoutWords(name=name)
    names = {name for name, _ in shown}
    found = LessonPicture.objects.filter(ref__in=names)
    unknown = names - {one.ref for one in verification.authentic(found)}
    if unknown:
        raise PictureUnknown(name=min(unknown))
