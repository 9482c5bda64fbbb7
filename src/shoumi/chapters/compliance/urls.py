"""The addresses of chapter 7, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.compliance.views import acts, pages

console = [
    path("assessments", pages.assessments, name="assessments"),
    path("assessments/<str:assessment>", pages.assessment, name="assessment"),
    path("assessments/<str:assessment>/report", pages.report, name="assessment-report"),
    *addresses(acts.ACTS),
]
