from django.apps import AppConfig

from shoumi.base import registry


class Policies(AppConfig):
    name = "shoumi.chapters.policies"
    label = "policies"

    def ready(self) -> None:
        from shoumi.chapters.policies.chapter import card

        registry.register(card)
