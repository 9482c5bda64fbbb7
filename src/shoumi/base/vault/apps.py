from django.apps import AppConfig

from shoumi.base import registry


class Vault(AppConfig):
    name = "shoumi.base.vault"
    label = "vault"

    def ready(self) -> None:
        from shoumi.base.vault.card import card

        registry.register(card)
