from django.apps import AppConfig


class Rotation(AppConfig):
    name = "shoumi.base.rotation"
    label = "rotation"

    def ready(self) -> None:
        from shoumi.base.registry import register
        from shoumi.base.rotation import jobs
        from shoumi.base.rotation.card import card

        register(card)
        jobs.plan()
