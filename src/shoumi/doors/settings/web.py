"""Settings of a home that serves pages."""

from __future__ import annotations

import os

from shoumi.doors.settings.base import *  # noqa: F403
from shoumi.doors.settings.base import INSTALLED_APPS as _APPS

INSTALLED_APPS = [
    *_APPS,
    "django.contrib.staticfiles",
    "shoumi.base.pages",
    "shoumi.doors.web",
    "shoumi.doors.console",
    "shoumi.doors.portal",
]
ROOT_URLCONF = "shoumi.doors.web.urls"
APPEND_SLASH = False

# A name that is not listed is somebody else's.  Behind a proxy the operator lists the public one.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *os.environ.get("SHOUMI_HOSTS", "").split()]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in os.environ.get("SHOUMI_HOSTS", "").split()]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "shoumi.doors.web.error_pages.stale_form"

MIDDLEWARE = [
    "shoumi.doors.web.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shoumi.doors.web.middleware.PageMiddleware",
]
STATIC_URL = "/static/"
# Straight from the package; their addresses change with their content, so they are kept for good.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 365 * 24 * 3600
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "shoumi.doors.web.template_context.frame",
            ],
        },
    }
]
FILE_UPLOAD_HANDLERS = ["shoumi.doors.web.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**22
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
USE_I18N = True
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
