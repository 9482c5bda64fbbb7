"""The addresses of chapter 2, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.agreements.pages import details
from shoumi.chapters.agreements.verbs import VERBS

console = [
    path("agreements", details.agreements, name="agreements"),
    path("agreements/<str:agreement>", details.agreement, name="agreement"),
    path("agreements/<str:agreement>/paper", details.paper, name="agreement-paper"),
    *page.addresses(VERBS),
]
