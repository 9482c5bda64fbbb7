from django.apps import AppConfig


class Exports(AppConfig):
    name = "shoumi.base.exports"
    label = "exports"

    def ready(self) -> None:
        from shoumi.base.exports.card import card
        from shoumi.base.registry import register

        register(card)
