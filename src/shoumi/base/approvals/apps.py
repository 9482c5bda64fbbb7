from django.apps import AppConfig


class Approvals(AppConfig):
    name = "shoumi.base.approvals"
    label = "approvals"

    def ready(self) -> None:
        from shoumi.base.approvals.card import card
        from shoumi.base.registry import register

        register(card)
