from datetime import timedelta

from django.apps import AppConfig


class Webhooks(AppConfig):
    name = "shoumi.base.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.base.outbox import resolvers
        from shoumi.base.registry import register
        from shoumi.base.webhooks import jobs, notifications
        from shoumi.base.webhooks.card import card

        register(card)
        resolvers.register(notifications.DESK.kind, notifications.address)
        cron.plan("webhooks.push", jobs.push, timedelta(minutes=1))
