"""The addresses of this chapter, for the console."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.chapter_slug.pages import details
from shoumi.chapters.chapter_slug.verbs import VERBS

console = [
    path("chapter_slug", details.items, name="chapter_slug"),
    path("chapter_slug/<str:item>", details.item, name="chapter_slug-item"),
    *page.addresses(VERBS),
]
