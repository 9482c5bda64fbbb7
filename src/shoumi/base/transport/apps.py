from datetime import timedelta

from django.apps import AppConfig


class Transport(AppConfig):
    name = "shoumi.base.transport"
    label = "transport"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.base.registry import register
        from shoumi.base.transport import jobs
        from shoumi.base.transport.card import card

        register(card)
        cron.plan("transport.attempt", jobs.attempt, timedelta(days=1), timedelta(hours=4))
