from django.apps import AppConfig

from shoumi.base import registry


class Documents(AppConfig):
    name = "shoumi.base.documents"
    label = "documents"

    def ready(self) -> None:
        from shoumi.base.documents.card import card

        registry.register(card)
