from __future__ import annotations

from django.apps import AppConfig


class Portal(AppConfig):
    name = "shoumi.doors.portal"
    label = "portal"
