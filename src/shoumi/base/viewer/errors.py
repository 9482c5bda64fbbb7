"""What the viewer refuses."""

from __future__ import annotations

from shoumi.core.errors import Invalid


class WillNotDraw(Invalid):
    """The file is broken, locked, or asks for more than a page may cost."""

    code = "viewer.will_not_draw"


class TooManyPages(Invalid):
    """Facts: ``count``, ``most``."""

    code = "viewer.too_many_pages"


class PageUnread(Invalid):
    """Facts: ``page``.  It has something on it and no text, so nothing could be found in it."""

    code = "viewer.page_unread"


class NoFile(Invalid):
    """A document of a file was asked for, and no file came."""

    code = "viewer.no_file"
