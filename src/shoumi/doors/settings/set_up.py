"""Settings of the process that shows the set-up page where there is no home: no database at all."""

from __future__ import annotations

from shoumi.doors.settings.web import *  # noqa: F403
from shoumi.doors.settings.web import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "shoumi.doors.set_up"]
ROOT_URLCONF = "shoumi.doors.set_up.urls"
globals().update(DATABASES={}, DATABASE_ROUTERS=[], SHOUMI_HAS_HOME=False)
MIDDLEWARE = [
    "shoumi.doors.web.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shoumi.doors.set_up.middleware.SetUpMiddleware",
]
