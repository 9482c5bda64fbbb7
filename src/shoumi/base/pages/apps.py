from __future__ import annotations

from django.apps import AppConfig


class Pages(AppConfig):
    name = "shoumi.base.pages"
    label = "pages"
