from django.apps import AppConfig


class Calendar(AppConfig):
    name = "shoumi.base.calendar"
    label = "calendar"

    def ready(self) -> None:
        from shoumi.base.calendar.card import card
        from shoumi.base.registry import register

        register(card)
