from django.apps import AppConfig


class Jobs(AppConfig):
    name = "shoumi.base.jobs"
    label = "jobs"

    def ready(self) -> None:
        from shoumi.base.jobs.card import card
        from shoumi.base.registry import register

        register(card)
