from django.apps import AppConfig


class Attestations(AppConfig):
    name = "shoumi.base.attestations"
    label = "attestations"

    def ready(self) -> None:
        from shoumi.base.accounts.services import guard
        from shoumi.base.attestations.card import card
        from shoumi.base.attestations.doors import may_be_granted
        from shoumi.base.registry import register

        register(card)
        guard(may_be_granted)
