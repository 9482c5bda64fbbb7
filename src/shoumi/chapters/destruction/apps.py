from django.apps import AppConfig

from shoumi.base import registry


class Destruction(AppConfig):
    name = "shoumi.chapters.destruction"
    label = "destruction"

    def ready(self) -> None:
        from shoumi.chapters.destruction.chapter import card

        registry.register(card)
