from django.apps import AppConfig

from shoumi.base import registry


class Dossier(AppConfig):
    name = "shoumi.base.dossier"
    label = "dossier"

    def ready(self) -> None:
        from shoumi.base.dossier.card import card

        registry.register(card)
