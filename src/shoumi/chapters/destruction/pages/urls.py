"""The addresses of chapter 8, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.destruction.pages import orders, past_retention
from shoumi.chapters.destruction.verbs import VERBS

console = [
    path("destruction", orders.orders, name="destruction"),
    path("destruction/<str:order>", orders.order, name="destruction-order"),
    path("destruction/<str:order>/certificate", orders.certificate, name="destruction-certificate"),
    path("destruction/<str:order>/proof", orders.proof, name="destruction-proof"),
    path("deals/<str:deal>/past-retention", past_retention.past_retention, name="destruction-past"),
    *page.addresses(VERBS),
]
