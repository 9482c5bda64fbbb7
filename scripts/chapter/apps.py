from django.apps import AppConfig

from shoumi.base import registry


class ChapterName(AppConfig):
    name = "shoumi.chapters.chapter_slug"
    label = "chapter_slug"

    def ready(self) -> None:
        from shoumi.chapters.chapter_slug.chapter import card

        registry.register(card)
