"""The addresses of chapter 13, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.backup.pages import overview, target
from shoumi.chapters.backup.verbs import VERBS

console = [
    path("backup", overview.overview, name="backup"),
    path("backup/<str:target>", target.target, name="backup-target"),
    *page.addresses(VERBS),
]
