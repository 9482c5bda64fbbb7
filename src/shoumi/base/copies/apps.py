from django.apps import AppConfig

from shoumi.base import registry


class Copies(AppConfig):
    name = "shoumi.base.copies"
    label = "copies"

    def ready(self) -> None:
        from shoumi.base.copies.card import card

        registry.register(card)
