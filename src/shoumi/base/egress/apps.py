from django.apps import AppConfig


class Egress(AppConfig):
    name = "shoumi.base.egress"
    label = "egress"

    def ready(self) -> None:
        from shoumi.base.egress.card import card
        from shoumi.base.registry import register

        register(card)
