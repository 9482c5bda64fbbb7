"""The addresses of this chapter."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.incidents.pages import (
    duty,
    incident_files,
    incidents,
    liabilities,
    plans,
    public_status,
    status_notes,
)
from shoumi.chapters.incidents.verbs import VERBS

portal = [
    path("incident-status", public_status.every, name="incident-statuses"),
    path("incident-status/<int:breach_number>", public_status.one, name="incident-status"),
]
console = [
    path("plans", plans.plans, name="plans"),
    path("plans/<str:contingencyplan>", plans.plan, name="plan"),
    path("plan-changes", plans.plan_changes, name="plan-changes"),
    path("plan-changes/<str:planchange>", plans.plan_change, name="plan-change"),
    path("on-duty", duty.on_duty, name="on-duty"),
    path("on-duty/<str:dutycontact>", duty.duty_contact, name="duty-contact"),
    path("incidents", incidents.incidents, name="incidents"),
    path("incidents/<str:breach>", incidents.incident, name="incident"),
    path("incidents/<str:breach>/report.pdf", incident_files.report, name="incident-report"),
    path("incidents/<str:breach>/stix.json", incident_files.stix, name="incident-stix"),
    path("status-notes/<str:statusnote>", status_notes.status_note, name="status-note"),
    path("incidents/<str:breach>/drill.json", incident_files.drill, name="drill-data"),
    path("incidents/<str:breach>/eve.json", incident_files.sensor, name="drill-sensor"),
    path("exercises", incidents.exercises, name="exercises"),
    path("liabilities/<str:liability>", liabilities.liability, name="liability"),
    path("lowerings/<str:lowering>", liabilities.lowering, name="lowering"),
    *page.addresses(VERBS),
]
