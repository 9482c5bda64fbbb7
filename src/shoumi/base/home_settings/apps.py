from django.apps import AppConfig


class HomeSettings(AppConfig):
    name = "shoumi.base.home_settings"
    label = "home_settings"

    def ready(self) -> None:
        from shoumi.base.home_settings.card import card
        from shoumi.base.registry import register

        register(card)
