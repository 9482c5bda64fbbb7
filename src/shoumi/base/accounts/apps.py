from django.apps import AppConfig


class Accounts(AppConfig):
    name = "shoumi.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        from shoumi.base.accounts.card import card
        from shoumi.base.registry import register

        register(card)
