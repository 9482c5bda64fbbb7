"""Settings of every home.  What differs between homes is in the environment (``env.py``)."""

from __future__ import annotations

from shoumi.doors.settings import env

SHOUMI_HOME = env.home()
# There is one, and what is served is in it; not so on the set-up page (``set_up``).
SHOUMI_HAS_HOME = True

INSTALLED_APPS = [
    "shoumi.base.clock",
    "shoumi.base.calendar",
    "shoumi.base.ledger",
    "shoumi.base.vault",
    "shoumi.base.accounts",
    "shoumi.base.home_settings",
    "shoumi.base.egress",
    "shoumi.base.approvals",
    "shoumi.base.signin",
    "shoumi.base.jobs",
    "shoumi.base.api_tokens",
    "shoumi.base.outbox",
    "shoumi.base.webhooks",
    "shoumi.base.documents",
    "shoumi.base.anchoring",
    "shoumi.base.transport",
    "shoumi.base.attestations",
    "shoumi.base.subjects",
    "shoumi.base.deals",
    "shoumi.base.collection_notices",
    "shoumi.base.rotation",
    "shoumi.base.gate",
    "shoumi.base.emergency",
    "shoumi.base.correspondence",
    "shoumi.base.intake",
    "shoumi.base.rooms",
    "shoumi.base.handover",
    "shoumi.base.dossier",
    "shoumi.base.exports",
    "shoumi.base.restore",
    "shoumi.base.inbox",
    "shoumi.base.copies",
    "shoumi.chapters.policies",
    "shoumi.chapters.agreements",
    "shoumi.chapters.consent",
    "shoumi.chapters.compliance",
    "shoumi.chapters.destruction",
    "shoumi.chapters.backup",
    "shoumi.chapters.vendors",
    "shoumi.chapters.feedback",
    "shoumi.chapters.learning",
    "shoumi.chapters.conduct",
    "shoumi.chapters.defence",
    "shoumi.chapters.incidents",
    "shoumi.chapters.collaboration",
]

DATABASES = {
    "default": env.database("DATABASE_URL", "shoumi.sqlite3"),
    "keyring": env.database("KEYRING_URL", "keyring.sqlite3"),
}
DATABASE_ROUTERS = ["shoumi.doors.settings.routers.Keyring"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The web doors sign with a key of the home (``web``); nothing else signs with Django's.
SECRET_KEY = "unused: no door signs with it"  # noqa: S105

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"

TASKS = {
    "default": {
        "BACKEND": "shoumi.base.jobs.backend.LeasedDatabaseBackend",
        "QUEUES": ["default", "long", "copies", "wait", "exercise"],  # base/jobs/queues.py
    },
}

# Django would name the address that was asked for, and an address may hold what somebody typed;
# ``base/failures/error_log`` writes its pattern instead.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        name: {"handlers": ["nowhere"], "propagate": False}
        for name in ("django.request", "django.security", "django.server")
    },
}
