from django.apps import AppConfig


class CollectionNotices(AppConfig):
    name = "shoumi.base.collection_notices"
    label = "collection_notices"

    def ready(self) -> None:
        from shoumi.base.collection_notices.card import card
        from shoumi.base.registry import register

        register(card)
