from django.apps import AppConfig

from shoumi.base import registry


class Compliance(AppConfig):
    name = "shoumi.chapters.compliance"
    label = "compliance"

    def ready(self) -> None:
        from shoumi.chapters.compliance.chapter import card

        registry.register(card)
