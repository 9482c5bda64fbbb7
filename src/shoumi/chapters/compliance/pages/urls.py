"""The addresses of chapter 7, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.compliance.pages import assessments
from shoumi.chapters.compliance.verbs import VERBS

console = [
    path("assessments", assessments.assessments, name="assessments"),
    path("assessments/<str:assessment>", assessments.assessment, name="assessment"),
    path("assessments/<str:assessment>/report", assessments.report, name="assessment-report"),
    *page.addresses(VERBS),
]
