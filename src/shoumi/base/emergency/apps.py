from datetime import timedelta

from django.apps import AppConfig


class Emergency(AppConfig):
    name = "shoumi.base.emergency"
    label = "emergency"

    def ready(self) -> None:
        from shoumi.base.emergency import jobs, notifications
        from shoumi.base.emergency.card import card
        from shoumi.base.jobs import cron
        from shoumi.base.outbox import resolvers
        from shoumi.base.registry import register

        register(card)
        resolvers.register(notifications.PROTECTION.kind, notifications.address)
        cron.plan("emergency.overdue", jobs.overdue, timedelta(minutes=5))
