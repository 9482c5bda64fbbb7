from django.apps import AppConfig

from shoumi.base import registry


class Gate(AppConfig):
    name = "shoumi.base.gate"
    label = "gate"

    def ready(self) -> None:
        from shoumi.base.gate.card import card

        registry.register(card)
