"""The addresses of chapter 2, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.agreements.views import acts, pages

console = [
    path("agreements", pages.agreements, name="agreements"),
    path("agreements/<str:agreement>", pages.agreement, name="agreement"),
    path("agreements/<str:agreement>/paper", pages.paper, name="agreement-paper"),
    *addresses(acts.ACTS),
]
