from django.apps import AppConfig


class Clock(AppConfig):
    name = "shoumi.base.clock"
    label = "clock"

    def ready(self) -> None:
        from shoumi.base.clock.card import card
        from shoumi.base.registry import register

        register(card)
