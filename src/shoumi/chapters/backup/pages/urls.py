"""The addresses of chapter 13, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.backup.pages import drills, overview, target
from shoumi.chapters.backup.verbs import VERBS

console = [
    path("backup", overview.overview, name="backup"),
    path("backup/drills/<str:drill>/certificate", drills.paper, name="backup-drill-paper"),
    path("backup/plan", drills.plan_paper, name="backup-plan-paper"),
    path("backup/<str:target>", target.target, name="backup-target"),
    *page.addresses(VERBS),
]
