from django.apps import AppConfig


class Attestations(AppConfig):
    name = "shoumi.base.attestations"
    label = "attestations"

    def ready(self) -> None:
        from shoumi.base.attestations.card import card
        from shoumi.base.registry import register

        register(card)
