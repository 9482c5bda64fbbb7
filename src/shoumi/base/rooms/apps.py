from django.apps import AppConfig

from shoumi.base import registry


class Rooms(AppConfig):
    name = "shoumi.base.rooms"
    label = "rooms"

    def ready(self) -> None:
        from shoumi.base.rooms.card import card

        registry.register(card)
