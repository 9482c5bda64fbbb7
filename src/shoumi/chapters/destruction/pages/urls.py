"""The addresses of chapter 8, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.destruction.pages import acts, orders, recipient_acts

console = [
    path("destruction", orders.orders, name="destruction"),
    path("destruction/<str:order>", orders.order, name="destruction-order"),
    path("destruction/<str:order>/certificate", orders.certificate, name="destruction-certificate"),
    path("destruction/<str:order>/proof", orders.proof, name="destruction-proof"),
    *addresses((*acts.ACTS, *recipient_acts.ACTS)),
]
