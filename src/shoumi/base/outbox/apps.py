from django.apps import AppConfig


class Outbox(AppConfig):
    name = "shoumi.base.outbox"
    label = "outbox"

    def ready(self) -> None:
        from shoumi.base.outbox.card import card
        from shoumi.base.registry import register

        register(card)
