from django.apps import AppConfig


class Restore(AppConfig):
    name = "shoumi.base.restore"
    label = "restore"

    def ready(self) -> None:
        from shoumi.base.registry import register
        from shoumi.base.restore.card import card

        register(card)
