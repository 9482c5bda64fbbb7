from django.apps import AppConfig


class Deals(AppConfig):
    name = "shoumi.base.deals"
    label = "deals"

    def ready(self) -> None:
        from shoumi.base.deals.card import card
        from shoumi.base.registry import register

        register(card)
