from django.apps import AppConfig

from shoumi.base import registry


class Intake(AppConfig):
    name = "shoumi.base.intake"
    label = "intake"

    def ready(self) -> None:
        from shoumi.base.intake.card import card

        registry.register(card)
