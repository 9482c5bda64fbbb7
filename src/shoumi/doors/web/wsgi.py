"""What the server runs: ``granian --interface wsgi shoumi.doors.web.wsgi:application``."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.web")

from django.core.wsgi import get_wsgi_application  # noqa: E402

from shoumi.doors import homes  # noqa: E402

homes.start()
application = get_wsgi_application()
