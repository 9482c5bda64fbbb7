from django.apps import AppConfig


class SignIn(AppConfig):
    name = "shoumi.base.signin"
    label = "signin"

    def ready(self) -> None:
        from shoumi.base.registry import register
        from shoumi.base.signin.card import card

        register(card)
