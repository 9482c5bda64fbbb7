"""The addresses of chapter 1."""

from __future__ import annotations

from django.urls import path

from shoumi.chapters.policies import views

portal = [path("rules", views.rules_in_force, name="rules")]
