from django.apps import AppConfig


class Correspondence(AppConfig):
    name = "shoumi.base.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from shoumi.base.correspondence.card import card
        from shoumi.base.registry import register

        register(card)
