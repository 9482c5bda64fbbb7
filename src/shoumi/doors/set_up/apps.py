from __future__ import annotations

from django.apps import AppConfig


class SetUp(AppConfig):
    name = "shoumi.doors.set_up"
    label = "set_up"
