from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Destruction(AppConfig):
    name = "shoumi.chapters.destruction"
    label = "destruction"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.destruction import jobs
        from shoumi.chapters.destruction.chapter import card

        registry.register(card)
        cron.plan("destruction.order_due", jobs.order_due, timedelta(days=1), timedelta(hours=1))
