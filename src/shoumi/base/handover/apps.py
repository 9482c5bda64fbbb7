from django.apps import AppConfig

from shoumi.base import registry


class Handover(AppConfig):
    name = "shoumi.base.handover"
    label = "handover"

    def ready(self) -> None:
        from shoumi.base.handover.card import card

        registry.register(card)
