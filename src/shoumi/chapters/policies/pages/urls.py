"""The addresses of chapter 1, for the portal and the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.policies.pages import portal as public
from shoumi.chapters.policies.pages import versions
from shoumi.chapters.policies.verbs import VERBS

portal = [path("rules", public.rules_in_force, name="rules")]
console = [
    path("policies", versions.policies, name="policies"),
    path("policies/<str:version>", versions.policy, name="policy"),
    path("policies/<str:version>/register", versions.register, name="policy-register"),
    *page.addresses(VERBS),
]
