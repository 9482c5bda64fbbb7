"""The addresses of chapter 2, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.agreements.pages import acts, details

console = [
    path("agreements", details.agreements, name="agreements"),
    path("agreements/<str:agreement>", details.agreement, name="agreement"),
    path("agreements/<str:agreement>/paper", details.paper, name="agreement-paper"),
    *addresses(acts.ACTS),
]
