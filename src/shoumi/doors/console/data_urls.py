"""Addresses of the pages about people's data: customers, rooms, intake, hand-over, destruction."""

from __future__ import annotations

from django.urls import path

from shoumi.doors.console import customer, customers, revealing

urlpatterns = [
    path("customers", customers.customers, name="customers"),
    path("customers/search", customers.search, name="customer-search"),
    path("customers/<str:subject>", customer.customer, name="customer"),
    path("customers/<str:subject>/reveal", revealing.reveal, name="customer-reveal"),
]
