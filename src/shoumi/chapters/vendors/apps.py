from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Vendors(AppConfig):
    name = "shoumi.chapters.vendors"
    label = "vendors"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.base.outbox import resolvers
        from shoumi.chapters.vendors import jobs
        from shoumi.chapters.vendors.chapter import card
        from shoumi.chapters.vendors.services import reminders

        registry.register(card)
        resolvers.register(reminders.KIND, reminders.address)
        cron.plan("vendors.remind", jobs.remind, timedelta(days=1), timedelta(hours=1))
