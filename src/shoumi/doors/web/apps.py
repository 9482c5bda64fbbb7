from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    name = "shoumi.doors.web"
    label = "web"

    def ready(self) -> None:
        from django.core.signals import got_request_exception

        from shoumi.doors.web import error_pages

        got_request_exception.connect(error_pages.note, dispatch_uid="shoumi.doors.web")
