from __future__ import annotations

from django.apps import AppConfig


class Console(AppConfig):
    name = "shoumi.doors.console"
    label = "console"
