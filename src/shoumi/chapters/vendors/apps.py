from django.apps import AppConfig

from shoumi.base import registry


class Vendors(AppConfig):
    name = "shoumi.chapters.vendors"
    label = "vendors"

    def ready(self) -> None:
        from shoumi.chapters.vendors.chapter import card

        registry.register(card)
