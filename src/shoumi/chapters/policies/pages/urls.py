"""The addresses of chapter 1, for the portal and the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages.acts import urls as addresses
from shoumi.chapters.policies.pages import acts, versions
from shoumi.chapters.policies.pages import portal as public

portal = [path("rules", public.rules_in_force, name="rules")]
console = [
    path("policies", versions.policies, name="policies"),
    path("policies/<str:version>", versions.policy, name="policy"),
    path("policies/<str:version>/register", versions.register, name="policy-register"),
    *addresses(acts.ACTS),
]
