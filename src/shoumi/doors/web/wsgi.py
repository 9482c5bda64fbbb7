"""The house as a WSGI application; ``doors/server`` runs it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def application() -> WSGIHandler:
    """The house, open; where it cannot be opened the server does not start.  Where there is none,
    the set-up page (``doors/set_up``), which has no database.

    Raises:
        NoHome, HomeOutOfDate, Shortened, Forked, MarkMissing
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.web")
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from shoumi.doors import homes

    homes.private()
    made = get_wsgi_application()
    if settings.SHOUMI_HAS_HOME:
        homes.start(while_sealed=True)  # one that was put back shows that it is sealed
    return made
