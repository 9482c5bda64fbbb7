"""The addresses of the public doors."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
