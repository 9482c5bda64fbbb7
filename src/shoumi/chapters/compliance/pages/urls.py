"""The addresses of chapter 7, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.compliance.pages import acts, details

console = [
    path("assessments", details.assessments, name="assessments"),
    path("assessments/<str:assessment>", details.assessment, name="assessment"),
    path("assessments/<str:assessment>/report", details.report, name="assessment-report"),
    *addresses(acts.ACTS),
]
