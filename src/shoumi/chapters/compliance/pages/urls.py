"""The addresses of chapter 7, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.compliance.pages import acts, assessments

console = [
    path("assessments", assessments.assessments, name="assessments"),
    path("assessments/<str:assessment>", assessments.assessment, name="assessment"),
    path("assessments/<str:assessment>/report", assessments.report, name="assessment-report"),
    *addresses(acts.ACTS),
]
